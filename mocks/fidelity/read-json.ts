import type { AnswerFields } from '#fixtures/schema/fidelity.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type Normalise, roundedUp } from './normalise.ts'

/** Lists whose order nobody promises. */
const inOrder = (parts: readonly string[]): readonly string[] => [...parts].sort()

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const scalar = (value: unknown, name: string, normalise: Normalise): string => {
  if (typeof value === 'string') return JSON.stringify(normalise(value, name))
  if (typeof value === 'number') {
    const text = normalise(String(value))
    return text === String(value) && /expires_in$/.test(name) ? String(roundedUp(value)) : text
  }
  return JSON.stringify(value) ?? 'undefined'
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

const textOf = (fields: AnswerFields): string => JSON.stringify(Object.entries(fields).sort())
const compareText = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

const renamed = (fields: AnswerFields, path: string): AnswerFields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [path + name, value]))

/** Members of a JSON value as fields: one for each scalar and each list of scalars. */
export const members = (path: string, value: unknown, normalise: Normalise): AnswerFields => {
  if (isObject(value)) {
    const inner = Object.entries(value).map(([name, each]) => members(`${path}.${name}`, each, normalise))
    return inner.length === 0 ? { [path]: '{}' } : Object.assign({}, ...inner)
  }
  if (Array.isArray(value) && value.some(isObject)) {
    const sorted = value.map((each) => members('', each, normalise)).sort((a, b) => compareText(textOf(a), textOf(b)))
    return Object.assign({}, ...sorted.map((each, at) => renamed(each, `${path}.${at}`)))
  }
  if (Array.isArray(value)) {
    return { [path]: `[${inOrder(value.map((each) => scalar(each, nameOf(path), normalise))).join(', ')}]` }
  }
  return { [path]: scalar(value, nameOf(path), normalise) }
}

/** Header and claims of a token; undefined for what is none. */
export const tokenFields = (name: string, token: string, normalise: Normalise): AnswerFields => {
  const jwt = decodeJwt(token)
  if (!jwt) return {}
  return {
    ...members(`token.${name}.header`, jwt.header, normalise),
    ...members(`token.${name}.claim`, jwt.claims, normalise),
  }
}

/** A JSON document: `error` and `error_description` by themselves, members, and the tokens among them. */
export const jsonFields = (document: unknown, normalise: Normalise): AnswerFields => {
  if (!isObject(document)) return members('member', document, normalise)
  const { error, error_description: description, ...rest } = document
  const tokens = Object.entries(rest).map(([name, value]) =>
    typeof value === 'string' ? tokenFields(name, value, normalise) : {},
  )
  return {
    ...(error === undefined ? {} : { error: normalise(String(error)) }),
    ...(description === undefined ? {} : { description: normalise(String(description)) }),
    ...(Object.keys(rest).length === 0 && error !== undefined ? {} : members('member', rest, normalise)),
    ...Object.assign({}, ...tokens),
  }
}
