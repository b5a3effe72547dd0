import { describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { everything, type ScenarioFacts } from '../plan.ts'
import { keycloakForms } from '../target.ts'
import type { ConfiguredTarget } from '../targets/configured.ts'
import { costOf } from './bound.ts'
import { announcementOf, budgetsFor, isLimited } from './budgets.ts'

const profile = loadProfile('openaire-beta')

const target = (changes: Partial<ConfiguredTarget> = {}): ConfiguredTarget => ({
  kind: 'configured',
  id: 'live',
  issuer: 'https://aai.example.org',
  profile,
  clients: { web: { clientId: 'w', auth: 'none', redirectUri: 'https://rp.example', redirectUris: [] } },
  users: { plain: { username: 'p', password: 'p', attributes: {} } },
  forms: keycloakForms,
  patience: 0,
  ownerAgreed: false,
  driver: 'http',
  hosts: {},
  source: 'aai.config.yaml: targets.live',
  ...changes,
})

const facts = (id: string, changes: Partial<ScenarioFacts> = {}): ScenarioFacts => ({
  id,
  title: '',
  file: '',
  line: 1,
  plays: 'op',
  cites: [],
  needs: [],
  driver: 'http',
  client: 'web',
  intrusive: false,
  compares: false,
  ...changes,
})

const needed = (of: ConfiguredTarget, ...scenarios: ScenarioFacts[]): number =>
  budgetsFor({ wanted: [of], pairs: [] }, scenarios, everything)[0]?.needed ?? 0

test.for([
  { issuer: 'https://aai.example.org', budget: undefined, limited: true },
  { issuer: 'https://127.0.0.1.example.org', budget: undefined, limited: true },
  { issuer: 'http://127.0.0.1:8080/realms/x', budget: undefined, limited: false },
  { issuer: 'http://127.0.0.1:8080/realms/x', budget: 10, limited: true },
])('$issuer with the budget $budget is limited: $limited', ({ issuer, budget, limited }) => {
  expect(isLimited(target({ issuer, ...(budget ? { budget } : {}) }))).toBe(limited)
})

test('a name that is routed to this machine is limited all the same', () => {
  expect(isLimited(target({ hosts: { 'aai.example.org': '127.0.0.1:8443' } }))).toBe(true)
})

test('an issuer of ours has no budget', () => {
  const ours = { kind: 'embedded', id: 'x', profile: 'openaire-beta' } as const
  expect(budgetsFor({ wanted: [ours], pairs: [] }, [facts('a')], everything)).toEqual([])
})

describe('what is counted', () => {
  const none = needed(target())
  const usual = facts('no.such.scenario')

  test('the checks before the run, more for more credentials', () => {
    expect(none).toBeGreaterThan(5)
    const users = {
      plain: { username: 'p', password: 'p', attributes: {} },
      other: { username: 'o', password: 'o', attributes: {} },
    }
    expect(needed(target({ users }))).toBeGreaterThan(none)
  })

  test('a scenario that nobody has measured, generously', () => {
    expect(needed(target(), usual) - none).toBe(costOf(usual, target()))
    expect(costOf(usual, target())).toBeGreaterThanOrEqual(20)
  })

  test('one that was measured, with room for other pages', () => {
    const known = facts('oidc.op.discovery.endpoints')
    expect(costOf(known, target())).toBeLessThan(costOf(usual, target()))
  })

  test('a browser, several times over', () => {
    expect(needed(target({ driver: 'browser' }), usual) - none).toBeGreaterThan(4 * costOf(usual, target()))
    expect(costOf(facts('x', { driver: 'browser' }), target())).toBe(costOf(facts('x'), target({ driver: 'browser' })))
  })

  test.for([
    { what: 'what its owner must agree to', scenario: facts('x', { intrusive: true }) },
    { what: 'what wants a client that it has not', scenario: facts('x', { client: 'device' }) },
    { what: 'what its profile does not offer', scenario: facts('x', { needs: ['registration'] }) },
    { what: 'what compares it with another', scenario: facts('x', { compares: true }) },
    { what: 'what is played at APIs', scenario: facts('x', { plays: 'resource-server' }) },
  ])('not $what', ({ scenario }) => {
    expect(needed(target(), scenario)).toBe(none)
  })

  test('what its owner has agreed to', () => {
    expect(needed(target({ ownerAgreed: true }), facts('x', { intrusive: true }))).toBeGreaterThan(none)
  })

  test('not what was not asked for', () => {
    const choice = { wanted: [target()], pairs: [] }
    const [all] = budgetsFor(choice, [facts('a.b'), facts('c.d')], everything)
    const [some] = budgetsFor(choice, [facts('a.b'), facts('c.d')], { scenarios: ['a'], requirements: [] })
    expect([all?.scenarios, some?.scenarios]).toEqual([2, 1])
    expect(some?.needed).toBeLessThan(all?.needed ?? 0)
  })

  test('at its pair what visits both', () => {
    const choice = { wanted: [target({ pair: 'other' })], pairs: [target({ id: 'other' })] }
    const scenarios = [facts('a'), facts('b', { compares: true })]
    const [live, other] = budgetsFor(choice, scenarios, everything)
    expect(live?.scenarios).toBe(2)
    expect(other).toMatchObject({ id: 'other', scenarios: 0, needed: none + costOf(facts('b'), target()) })
  })
})

test('what is said before a run names the number, and how to change it', () => {
  const [budget] = budgetsFor({ wanted: [target({ budget: 7 })], pairs: [] }, [facts('a')], everything)
  expect(budget && announcementOf(budget)).toBe(
    `live: 1 scenario at https://aai.example.org with at most 7 requests, of ${budget?.needed} that its scenarios may need: what comes last is skipped (budget in the configuration changes that). No wrong passwords, no registrations, no floods: ownerAgreed is not set.`,
  )
})
