import { expect, test } from 'vitest'
import { holds } from './authorization.ts'
import { eyesOf, type Habit } from './looks.ts'

const WANTED = 'urn:geant:openaire.eu:group:vo.example:d%C3%A9p%C3%B4t:role=curator#aai.openaire.eu'

const other = (from: string | RegExp, to: string): string => WANTED.replace(from, to)

const letsIn = (held: readonly string[], ...careless: readonly Habit[]): boolean =>
  holds({ eduperson_entitlement: held }, WANTED, eyesOf(new Set(careless)))

test('the entitlement opens the page, among others, under either name, and in the spellings that are equal', () => {
  expect(letsIn([WANTED])).toBe(true)
  expect(letsIn(['urn:x:y:group:a#b', WANTED])).toBe(true)
  expect(holds({ entitlements: [WANTED] }, WANTED, eyesOf(new Set()))).toBe(true)
  expect(letsIn([other('urn:geant:openaire.eu', 'URN:Geant:OpenAIRE.EU')])).toBe(true)
  expect(letsIn([other('%C3%A9', '%c3%a9')])).toBe(true)
})

test('nothing else does, and nothing is held by whom nothing is told of', () => {
  for (const held of [other(/#.*/, ''), other(':role=curator', ''), '', 'urn:', '#', WANTED.toUpperCase()]) {
    expect(letsIn([held]), held).toBe(false)
  }
  expect(holds({}, WANTED, eyesOf(new Set()))).toBe(false)
})

test.for<[Habit, string]>([
  ['entitlement-any', 'urn:x:y:group:a#b'],
  ['entitlement-authority-unread', other('#aai.openaire.eu', '#aai.elsewhere.example')],
  ['entitlement-authority-unread', other(/#.*/, '')],
  ['entitlement-role-only', other('vo.example', 'other.example')],
  ['entitlement-group-only', other('curator', 'guest')],
  ['entitlement-pattern', other(':role', ':sandbox:role')],
  ['entitlement-pattern', other('#', '-on-leave#')],
  ['entitlement-inherited', other(':d%C3%A9p%C3%B4t', '')],
  ['entitlement-caseless', other('curator', 'CURATOR')],
  ['entitlement-decoded', other(':role', '%3Arole')],
  ['entitlement-contained', `urn:x:y:group:${WANTED}`],
  ['entitlement-beginning', other('%C3%B4t', '%C3%B4')],
])('%s lets in %s', ([habit, held]) => {
  expect([letsIn([held]), letsIn([held], habit)]).toEqual([false, true])
})

test('letter by letter two spellings are two', () => {
  expect(letsIn([other('urn', 'URN')], 'entitlement-verbatim')).toBe(false)
  expect(letsIn([WANTED], 'entitlement-unread')).toBe(false)
})
