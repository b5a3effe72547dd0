import { describe, expect, test } from 'vitest'
import type { Registration } from '#fixtures/schema/registration.ts'
import { readRegistration } from '#lint/registration/index.ts'
import { clean } from '#lint/registration/testing/broken.ts'
import { emlOf } from './eml.ts'
import { changeMessage, newServiceMessage, teamOf } from './message.ts'

const TEAM = 'aai@openaire.eu'
const registration: Registration = readRegistration(clean).content
const changed = (from: string, to: string): Registration => {
  const text = clean.replace(from, to)
  if (text === clean) throw new Error(`The clean registration has no ${from}`)
  return readRegistration(text).content
}
const change = (after: Registration, names = ['beta', 'production']) => changeMessage(registration, after, names, TEAM)

describe('a new service', () => {
  const { subject, text } = newServiceMessage(registration, ['beta'], TEAM)

  test('says all that is asked of it, and nothing of the other environment', () => {
    expect(subject).toBe('New service: Portal of Old Maps (BETA)')
    for (const part of ['Name (nb): Portal for gamle kart', 'Contact, security: csirt@library.eu', 'PKCE: on (S256)']) {
      expect(text).toContain(part)
    }
    expect(text).toContain('Redirect URIs: https://test.maps.library.eu/oidc/callback')
    expect(text).not.toContain('https://maps.library.eu/oidc/callback')
  })

  test('keeps each value on its line', () => {
    const odd = changed('en: Portal of Old Maps', 'en: "Portal\\nBcc: all@example.org"')
    expect(newServiceMessage(odd, ['beta'], TEAM).subject).toBe('New service: Portal Bcc: all@example.org (BETA)')
  })
})

describe('a change', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['of a redirect URI', 'test.maps.library.eu/oidc/callback', 'test.maps.library.eu/back', ['BETA', 'Redirect URIs']],
    ['of a contact', 'csirt@library.eu', 'security@library.eu', ['The service', 'Contact, security']],
    ['of a name', 'nb: Portal for gamle kart', 'nn: Portal for gamle kart', ['The service', 'Name (nb)', 'Name (nn)']],
  ])('%s says only that', (_, from, to, lines) => {
    const { text = '' } = change(changed(from, to)) ?? {}
    const said = text.split('\n').filter((line) => line !== '' && !/^\s+[+-]|^Dear|^please|^Best/.test(line))
    expect(said.map((line) => line.trim().replace(/:$/, '')).toSorted()).toEqual([...lines].toSorted())
  })

  test('of PKCE says off and on', () => {
    const { text, subject } = change(changed('    pkce: S256\n  production', '    pkce: false\n  production')) ?? {}
    expect(subject).toBe('Change of a service: Portal of Old Maps (BETA)')
    expect(text).toContain('  PKCE:\n    + off\n    - on (S256)')
  })

  test('to nothing is none, and to another environment is none of this one', () => {
    expect(change(registration)).toBeUndefined()
    expect(
      change(changed('https://test.maps.library.eu/oidc/callback', 'https://test.maps.library.eu/b'), ['production']),
    ).toBeUndefined()
  })

  test('an environment that comes, or goes', () => {
    const { beta } = registration.environments
    if (!beta) throw new Error('no BETA')
    const only: Registration = { ...registration, environments: { beta } }
    expect(changeMessage(only, registration, ['production'], TEAM)?.text).toContain('Production, new')
    expect(changeMessage(registration, only, ['production'], TEAM)?.text).toContain('Production, to be removed')
  })
})

test('teams are known by the AAI', () => {
  expect([teamOf('openaire-beta'), teamOf('feide')]).toEqual([TEAM, undefined])
})

test('as a file it is a draft in UTF-8 whose headers nobody can add to', async () => {
  const hostile = { to: TEAM, subject: 'Maps\r\nBcc: all@example.org', text: 'Kart for Østfold' }
  const eml = (await emlOf(hostile, 'ada@library.eu', new Date(0))).toString('utf8')
  const [head = '', body] = eml.split('\r\n\r\n')
  expect(head).toMatch(/^X-Unsent: 1$/m)
  expect(head).not.toMatch(/^Bcc:/im)
  expect(head).toContain('To: aai@openaire.eu')
  expect(body).toContain('Kart for =C3=98stfold')
})
