import { beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '#mocks/wire/clock.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { catalogue } from '../catalogue.ts'
import type { Selection } from '../plan.ts'
import { startRun } from '../run.ts'
import type { ConfiguredTarget } from '../targets/configured.ts'
import { raise } from '../targets/raise.ts'
import { type Counted, countedIssuer } from '../testing/counted-issuer.ts'
import { announcementOf, type Budget, budgetsFor } from './budgets.ts'

const LIMIT = 120_000

/** Waiting costs nothing but time of this clock, which the issuer goes by as well. */
let ahead = 0
const clock = () => systemClock() + ahead
const wait = async (seconds: number) => {
  ahead += seconds * 1000
}

interface Played {
  readonly budget: Budget
  readonly used: number
  readonly seen: readonly Counted[]
  readonly results: readonly ScenarioResult[]
}

/** A run as `aai run` makes it, at an issuer that seems to be somebody else's. */
const played = async (selection: Partial<Selection>, changes: Partial<ConfiguredTarget> = {}): Promise<Played> => {
  ahead = 0
  const issuer = await countedIssuer(clock)
  const target = { ...issuer.target, ...changes }
  const all: Selection = { scenarios: [], requirements: [], ...selection }
  const [budget] = budgetsFor({ wanted: [target], pairs: [] }, await catalogue(), all)
  if (!budget) throw new Error('The target has no budget.')
  const stand = await raise([target], [], { budgets: { live: budget.limit }, clock, wait })
  const results: ScenarioResult[] = []
  const reporter = {
    onTestCaseResult: (each: { meta: () => { record?: { result: ScenarioResult } } }) => {
      const { record } = each.meta()
      if (record) results.push(record.result)
    },
  }
  try {
    await (await startRun({ id: 'care', stand, reporter, seed: 'care', selection: all })).done
    return { budget, used: stand.used().live ?? 0, seen: issuer.seen, results }
  } finally {
    await stand.close()
    await issuer.close()
  }
}

/** RFC 6749 section 2.3.1: each half is form-encoded. */
const secretOf = (authorization: string): string => {
  const [, secret = ''] = Buffer.from(authorization.replace(/^Basic /i, ''), 'base64')
    .toString()
    .split(':')
  return new URLSearchParams(`secret=${secret}`).get('secret') ?? ''
}

describe('the safe set, whole', () => {
  let run: Played
  let target: ConfiguredTarget
  beforeAll(async () => {
    const issuer = await countedIssuer(clock)
    target = issuer.target
    await issuer.close()
    run = await played({})
  }, LIMIT)

  test('plays most scenarios, and leaves out what the owner must agree to', () => {
    const reasons = run.results.flatMap(({ verdict, reason }) => (verdict === 'skip' ? [reason] : []))
    expect(run.results.filter(({ verdict }) => verdict === 'pass' || verdict === 'warn').length).toBeGreaterThan(300)
    expect(reasons.filter((reason) => reason?.includes('set ownerAgreed: true')).length).toBeGreaterThan(10)
    expect(run.results.filter(({ verdict }) => verdict === 'error')).toEqual([])
  })

  test('counts every request that the issuer sees, and keeps to what was said before', () => {
    expect(run.used).toBeGreaterThanOrEqual(run.seen.length)
    // A browser takes back some of its requests.
    expect(run.used - run.seen.length).toBeLessThan(20)
    expect(run.used).toBeLessThanOrEqual(run.budget.limit)
    expect(run.budget.limit, 'no bound to be taken seriously').toBeLessThan(4 * run.used)
    expect(announcementOf(run.budget)).toContain(`with at most ${run.budget.limit} requests`)
  })

  test('types no password but the right one, and that at the login page only', () => {
    const passwords = new Map(Object.values(target.users).map(({ username, password }) => [username, password]))
    const typed = run.seen.filter(({ params }) => params.has('password'))
    expect(typed.length).toBeGreaterThan(100)
    const wrong = typed.filter(({ params }) => {
      const [name, password = ''] = [params.get('username'), params.get('password') ?? undefined]
      // Who logs in again is asked for the password only.
      return name === null ? ![...passwords.values()].includes(password) : passwords.get(name) !== password
    })
    expect(wrong.map(({ path, params }) => [path, params.get('username')])).toEqual([])
    expect([...new Set(typed.map(({ endpoint }) => endpoint))]).toHaveLength(1)
  })

  test('presents no secret but the right ones', () => {
    const known = new Set(Object.values(target.clients).map(({ secret = '' }) => secret))
    const presented = run.seen.flatMap(({ params, authorization }) => [
      ...params.getAll('client_secret'),
      ...(/^basic /i.test(authorization) ? [secretOf(authorization)] : []),
    ])
    expect(presented.length).toBeGreaterThan(100)
    expect(presented.filter((secret) => !known.has(secret))).toEqual([])
  })

  test('registers nobody, and asks no endpoint more often than all scenarios have reason to', () => {
    const counts = Object.groupBy(run.seen, ({ endpoint }) => endpoint)
    const per = Object.fromEntries(Object.entries(counts).map(([endpoint, all = []]) => [endpoint, all.length]))
    expect(Object.values(per).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(run.used)
    expect(run.seen.filter(({ method, path }) => method === 'POST' && /regist/.test(path))).toEqual([])
    // Each scenario logs in at least once; none of the others comes up more often than these.
    const [first, second] = Object.entries(per).toSorted(([, a], [, b]) => b - a)
    expect(
      [first?.[0], second?.[0]].every((name) => /authori|token|login/.test(name ?? '')),
      JSON.stringify(per),
    ).toBe(true)
  })

  test('polls no device code before its interval is over', () => {
    const polls = run.seen.filter(({ params }) => params.has('device_code'))
    const byCode = Object.values(Object.groupBy(polls, ({ params }) => params.get('device_code') ?? ''))
    const gaps = byCode.flatMap((all = []) => all.slice(1).map(({ at }, index) => at - (all[index]?.at ?? 0)))
    expect(gaps.length).toBeGreaterThan(1)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(target.profile.lifetimes.deviceInterval * 1000)
  })
})

test('when the budget is used up nothing more is sent, and the rest says which line raises it', {
  timeout: LIMIT,
}, async () => {
  const { seen, used, results, budget } = await played({ scenarios: ['oidc.op.pkce'] }, { budget: 110 })
  expect(budget).toMatchObject({ limit: 110 })
  expect(announcementOf(budget)).toMatch(/at most 110 requests, of \d+ that its scenarios may need/)
  expect([used, seen.length]).toEqual([110, 110])
  const held = results.filter(({ reason }) => reason?.includes('set budget: 220 in target "live"'))
  expect(held.length).toBeGreaterThan(5)
  expect(held.every(({ verdict, checks }) => verdict === 'skip' && checks.length > 0)).toBe(true)
  expect(results.some(({ verdict }) => verdict === 'pass')).toBe(true)
})

test.skipIf(process.env.AAI_NO_BROWSER === '1')(
  'what a browser sends is counted as well, whatever a page makes it load',
  { timeout: LIMIT },
  async () => {
    const { seen, used, results, budget } = await played({ scenarios: ['oidc.op.consent'] }, { driver: 'browser' })
    const ends = results.map(({ verdict, reason, driver }) => [driver, verdict, reason])
    expect(ends).toContainEqual(['browser', 'pass', undefined])
    expect(used).toBeGreaterThanOrEqual(seen.length)
    expect(used).toBeLessThanOrEqual(budget.limit)
  },
)
