import { describe, expect, test } from 'vitest'
import { dialects } from '#fixtures/explanations/dialects.ts'
import unexplained from '#fixtures/explanations/unexplained.json' with { type: 'json' }
import type { Answer } from '#fixtures/schema/dialect.ts'
import { explain } from './index.ts'
import { phraseOf } from './phrases.ts'

/** Values that say nothing themselves. */
const filled = (template: string): string => template.replace(/\{\w+\}/g, 'v4lue')

const page = (text: string): string =>
  `<!DOCTYPE html><html><head><title>We are sorry...</title></head><body><p class="instruction">${text}</p></body></html>`

/** The answer as a service, or its user, comes by it. */
const onTheWire = ({ as, status = 302, error, description, members }: Answer): string => {
  const parameters = {
    ...(error !== undefined && { error: filled(error) }),
    ...(description !== undefined && { error_description: filled(description) }),
  }
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`)
  const start = `HTTP/1.1 ${status} Something\n`
  if (as === 'redirect')
    return `https://service.example.org/callback?${new URLSearchParams({ ...parameters, state: 's' })}`
  if (as === 'json') return `${start}Content-Type: application/json\n\n${JSON.stringify({ ...parameters, ...members })}`
  if (as === 'bearer') return `${start}WWW-Authenticate: Bearer ${['realm="openaire"', ...pairs].join(', ')}\n\n`
  return `${start}\n${page(error === undefined ? filled(description ?? '') : pairs.join(', '))}`
}

/** What an answer says of its own: of a value alone, of a status, or of a code that is inferred, nobody can tell. */
const saidBy = ({ as, error, description, members, assumed }: Answer): string | undefined => {
  if (as === 'empty' || (description === undefined && assumed)) return undefined
  const words = phraseOf(description ?? error ?? JSON.stringify(members ?? {}).replaceAll(/[{}]/g, ' '))?.key
  return words === undefined ? undefined : `${error}: ${words}`
}

const cases = dialects.flatMap(({ id, conditions }) =>
  Object.entries(conditions)
    .map(([condition, answer]) => ({ dialect: id, condition, answer, said: saidBy(answer) }))
    .filter(({ condition, said }) => said !== undefined && !(condition in unexplained)),
)

/** Conditions that cannot be told apart by their words are explained together, or one for all. */
const alike = Map.groupBy(cases, ({ said }) => said)

describe('what a dialect sends is explained', () => {
  test.for(cases)('$dialect: $condition', ({ answer, said }) => {
    const [first] = explain(onTheWire(answer)).hits
    const named = first?.explanation.recognises.flatMap(({ condition }) => condition ?? []) ?? []
    expect(
      alike.get(said)?.some(({ condition }) => named.includes(condition)),
      first?.explanation.id,
    ).toBe(true)
  })
})
