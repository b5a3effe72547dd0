import { describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { loadDialect } from '#mocks/profiles/load-dialect.ts'
import { type RunningProvider, startProvider } from './index.ts'
import { type Odd, oddRequests, SCRIPT, type Surface } from './testing/odd-requests.ts'
import { type RawAnswer, raw } from './testing/raw.ts'
import { logIn } from './testing/relying-party.ts'
import { surfacesOf } from './testing/surfaces.ts'

const isPage = (answer: RawAnswer): boolean => answer.headers.get('content-type')?.startsWith('text/html') === true

/** What the software itself breaks down with, by name. */
const breakdownsOf = (dialect: string): readonly string[] =>
  Object.values(loadDialect(dialect).conditions).flatMap(({ status = 0, error = '' }) => (status >= 500 ? [error] : []))

/** What is wrong with an answer, whatever was asked. */
const wrongWith = (answer: RawAnswer, dialect: string): string | undefined => {
  const { status, headers, body } = answer
  const meant = status === 500 && breakdownsOf(dialect).some((name) => body.includes(name))
  if (!meant && !(status >= 200 && status < 500)) return `status ${status}: ${body.slice(0, 100)}`
  if (headers.has('x-injected')) return 'a header of the attacker'
  const type = headers.get('content-type') ?? ''
  if (body.includes(SCRIPT) && !/^application\/(?:json|jwt)/.test(type)) return `reflected as ${type || 'anything'}`
  if (!isPage(answer)) return undefined
  if (headers.get('x-content-type-options') !== 'nosniff') return 'a page that may be sniffed'
  const refusesFrames = /^(?:SAMEORIGIN|DENY)$/.test(headers.get('x-frame-options') ?? '')
  return /<form/i.test(body) && !refusesFrames ? 'a form that may be framed' : undefined
}

const judged = async (provider: RunningProvider, surface: Surface, { what, request }: Odd) => {
  const answer = await raw(provider.origin, request).catch(({ message }: Error) => message)
  const wrong = typeof answer === 'string' ? answer : wrongWith(answer, provider.profile.dialect)
  return wrong === undefined ? [] : [`${surface.name}, ${what}: ${wrong}`]
}

const AT_ONCE = 16

const attack = async (provider: RunningProvider, surface: Surface): Promise<readonly string[]> => {
  const waiting = [...oddRequests(surface)]
  const wrong: string[] = []
  const worker = async (): Promise<void> => {
    for (let odd = waiting.pop(); odd; odd = waiting.pop()) wrong.push(...(await judged(provider, surface, odd)))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return wrong
}

const beta = loadProfile('openaire-beta')
const others = ['openaire-legacy', 'feide'].map((name) => loadProfile(name))

// The identity provider is the same in every dialect.
const newer = { ...beta, dialect: 'keycloak-26', saml: undefined }

describe.each([beta, newer, ...others])('in the dialect $dialect', (profile) => {
  test('no request breaks the provider, nor is anything of it put into a page', { timeout: 120_000 }, async () => {
    const provider = await startProvider({ profile })
    try {
      for (const surface of await surfacesOf(provider)) expect(await attack(provider, surface)).toEqual([])
      expect((await logIn(provider)).status).toBe(200)
    } finally {
      await provider.close()
    }
  })
})
