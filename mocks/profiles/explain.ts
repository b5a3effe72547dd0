import { createRequire } from 'node:module'
import type { core, ZodType } from 'zod'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { JsonObject, JsonValue } from './json.ts'
import { isObject } from './json.ts'
import { didYouMean, listed, nearest } from './nearest.ts'
import { choices, kindOf, memberNames, nodeAt, purposeOf } from './schema-node.ts'
import { lineOf, type MemberPath, repeatedMembers, type Source } from './source.ts'

/** One thing wrong with a document: where, and a sentence without its place and its full stop. */
export interface Problem {
  readonly path: MemberPath
  readonly sentence: string
}

const MOST = 8

/** `offers[3]`, `clients.web.secret`, `conditions["pkce.verifier-wrong"]`. */
export const spelled = (path: MemberPath): string =>
  path.reduce<string>((before, step) => {
    if (typeof step === 'number') return `${before}[${step}]`
    if (!/^[A-Za-z_][\w-]*$/.test(step)) return `${before}["${step}"]`
    return before === '' ? step : `${before}.${step}`
  }, '')

const at = (value: JsonValue, path: MemberPath): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>((inner, step) => {
    if (Array.isArray(inner)) return inner[Number(step)]
    return isObject(inner) ? inner[step] : undefined
  }, value)

const confidential = new Set<string | number>(['secret', 'password', 'privateKey', 'jwks'])

const quoted = (path: MemberPath, value: JsonValue): string => {
  if (path.some((step) => confidential.has(step))) return 'not what it must be'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

const unknownMember = (path: MemberPath, key: string, node: JsonObject | undefined): Problem => {
  const known = memberNames(node)
  const meant = nearest(key, known)
  const remedy = meant === undefined ? 'take it out' : `rename it to "${meant}"`
  const owner = path.length === 0 ? 'The document' : `"${spelled(path)}"`
  return {
    path: [...path, key],
    sentence: `${owner} has no member "${key}": ${remedy} (it knows ${listed(known, 40)})`,
  }
}

const wrongValue = (
  issue: core.$ZodIssue,
  path: MemberPath,
  value: JsonValue,
  node: JsonObject | undefined,
): Problem => {
  // Formats of our own come with words of our own.
  const ownWords = issue.code === 'invalid_format' && issue.format !== 'url' ? issue.message : undefined
  const slip = typeof value === 'string' ? didYouMean(value, choices(node)) : ''
  return { path, sentence: `"${spelled(path)}" is ${quoted(path, value)}: make it ${ownWords ?? kindOf(node)}${slip}` }
}

const problemsOf = (issue: core.$ZodIssue, document: JsonObject, schema: JsonObject): readonly Problem[] => {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  const node = nodeAt(schema, path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownMember(path, key, node))
  if (issue.code === 'invalid_key') {
    return [{ path, sentence: `"${path.at(-1)}" cannot be a name here: write ${issue.issues[0]?.message}` }]
  }
  const value = at(document, path)
  if (value !== undefined) return [wrongValue(issue, path, value, node)]
  return [{ path, sentence: `"${spelled(path)}" is missing: add ${kindOf(node)}${purposeOf(node)}` }]
}

/** What a schema finds wrong. Loads zod, which is why documents of ours do not come by here. */
export const shapeProblems = (schema: ZodType, document: JsonObject): readonly Problem[] => {
  const checked = schema.safeParse(document)
  if (checked.success) return []
  const { z }: typeof import('zod') = createRequire(import.meta.url)('zod')
  const node = z.toJSONSchema(schema, { io: 'input' }) as unknown as JsonObject
  return checked.error.issues.flatMap((issue) => problemsOf(issue, document, node))
}

export const repetitions = (source: Source): readonly Problem[] =>
  repeatedMembers(source).map((path) => ({
    path,
    sentence: `"${spelled(path)}" stands there twice: rename one or take it out`,
  }))

/** A member may come from any of the documents that were laid over each other: the one that goes deepest has it. */
const placeOf = (problem: Problem, sources: readonly Source[]): string => {
  const places = sources.map((source) => ({ source, ...lineOf(source, problem.path) }))
  const deepest = places.reduce((best, place) => (place.depth > best.depth ? place : best))
  return `${deepest.source.name}:${deepest.line}`
}

const ended = (sentence: string): string => (sentence.endsWith('?') ? sentence : `${sentence}.`)

/** Throws a ConfigurationError with one sentence per problem; `sources` outermost first. */
export const refuse = (problems: readonly Problem[], sources: readonly [Source, ...Source[]]): void => {
  if (problems.length === 0) return
  const lines = problems.slice(0, MOST).map((problem) => `${placeOf(problem, sources)}: ${ended(problem.sentence)}`)
  if (problems.length > MOST) lines.push(`${sources[0].name}: ${problems.length - MOST} more like these.`)
  throw new ConfigurationError(lines.join('\n'))
}
