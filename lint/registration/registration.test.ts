import { describe, expect, test } from 'vitest'
import { claimsOf } from '#mocks/faults/claims.ts'
import { lintRegistration, readRegistration, registrationRules } from './index.ts'
import { broken, clean, fileOf } from './testing/broken.ts'

const lint = (text: string) => lintRegistration(readRegistration(text))

test('a clean registration gives no finding', () => {
  expect(lint(clean)).toEqual([])
})

test('there are sixty broken ones, and one for each rule at least', () => {
  expect(Object.keys(broken).length).toBeGreaterThanOrEqual(60)
  const judged = new Set(Object.values(broken).map(({ breaks }) => breaks))
  expect(registrationRules.map(({ cites }) => cites).filter((cites) => !judged.has(cites))).toEqual([])
})

test.each(Object.entries(broken))('%s', (_, each) => {
  const findings = lint(fileOf(each))
  expect([...new Set(findings.map(({ cites }) => cites))].toSorted()).toEqual(claimsOf(each).toSorted())
  for (const { wrong, write, line } of findings) {
    expect(wrong).toMatch(/^["A-Z\p{L}].*\.$/u)
    expect(write).not.toBe('')
    expect(line).toBeGreaterThan(0)
  }
})

test('a finding names the line', () => {
  const text = clean.replace('https://maps.library.eu/oidc/callback', '$&#login')
  const [finding] = lint(text)
  expect(text.split('\n')[(finding?.line ?? 0) - 1]).toContain('#login')
  expect(finding).toMatchObject({
    weight: 'warn',
    setting: 'environments.production.redirectUris.0',
    write: 'https://maps.library.eu/oidc/callback',
  })
})

test('on the machine of a tester BETA may lead there, and says so', () => {
  const text = clean.replace('https://test.maps.library.eu/oidc/callback', 'http://localhost:8080/oidc/callback')
  expect(lint(text)).toMatchObject([{ cites: 'REG-REDIRECT-HTTPS', weight: 'note' }])
})

describe('what is no registration is one error with a line', () => {
  test.each<[string, string, RegExp]>([
    ['a tab', clean.replace('    en: Portal', '\ten: Portal'), /line 3: a tab/],
    ['a key twice', clean.replace('country: NO', 'country: NO\n  country: SE'), /line 11: country stands there twice/],
    ['a member that is none', clean.replace('country:', 'land:'), /line 1[01]?: service has no member "land"/],
    ['a list for a text', clean.replace('country: NO', 'country: [NO]'), /line 10: service\.country/],
    ['a truth for a text', clean.replace('country: NO', 'country: false'), /line 10: service\.country/],
    ['an alias', clean.replace('country: NO', 'country: &c NO\n  logo2: *c'), /line 11: \*c is an alias: write out/],
    [
      'a profile that is none',
      clean.replace('kind: confidential', 'profile: nowhere'),
      /line 19: .*no profile named "nowhere"/,
    ],
    ['no end', clean.replace('contacts: [developers', 'contacts: [developers, [['), /line \d+: this is no YAML/],
    ['nothing', '', /line 1: there is nothing/],
    ['a list', '- a', /the file/],
  ])('%s', (_, text, sentence) => {
    expect(() => lint(text)).toThrow(sentence)
  })
})
