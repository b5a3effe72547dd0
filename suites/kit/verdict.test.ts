import { describe, expect, test } from 'vitest'
import { type RequirementId, requirements } from '#fixtures/requirements/index.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import type { Level } from '#reports/model.ts'
import { installMatchers } from './checks.ts'
import type { Judge, Verify } from './definition.ts'
import { answerOf } from './drivers/transport.ts'
import { UnusableAnswer } from './drivers/transport-error.ts'
import { played, seedAt, worldOf } from './testing/seed.ts'

installMatchers()

const ids = Object.keys(requirements) as RequirementId[]

/** A requirement of each level, whatever the registry calls it. */
const ofLevel = (level: Level, nth = 0): RequirementId => {
  const found = ids.filter((id) => requirements[id].level === level)[nth]
  if (!found) throw new Error(`the registry has no ${level} number ${nth}`)
  return found
}
const [MUST, SHOULD, MAY] = [ofLevel('MUST'), ofLevel('SHOULD'), ofLevel('MAY')]
const OTHER = ofLevel('MUST', 1)

const judged = <T>(judges: Record<string, Judge<T>>): Verify<T> => judges as Verify<T>

const broken: Judge<object> = ({ expect }) => expect(1).toBe(2)
const held: Judge<object> = ({ expect }) => expect(1).toBe(1)
const when = async () => ({})

describe('before anything is sent', () => {
  test.for([
    { given: { needs: ['registration', 'hybrid'] }, says: 'does not offer registration' },
    { given: { applies: () => 'It is Sunday.' }, says: 'It is Sunday.' },
    { given: { pair: 'predecessor' }, says: 'ended on 2023-05-02.' },
    { given: { pair: 'successor' }, says: 'No other issuer took over from OpenAIRE AAI BETA.' },
  ] as const)('not-applicable: $says', async ({ given, says }) => {
    const profile = (await seedAt()).profile
    const target = await seedAt(undefined, { profile: { ...profile, offers: ['code', 'hybrid'] } })
    const { result } = await played({ given, when }, worldOf(target))
    expect(result).toMatchObject({ verdict: 'not-applicable', reason: expect.stringContaining(says), checks: [] })
  })

  test.for([
    { given: { client: 'device' }, says: 'Target "stub" has no client "device": register one and add clients.device' },
    { given: { clients: ['public'] }, says: 'no client "public"' },
    { given: { user: 'other' }, says: 'no user "other": add users.other to it' },
    { given: { users: ['twin'] }, says: 'no user "twin"' },
    { given: { intrusive: true }, says: 'set ownerAgreed: true in target "stub"' },
    { given: { pair: true }, says: 'name it as pair of "stub"' },
    { given: { pair: 'predecessor' }, says: 'name it as predecessor of "stub"' },
    { given: { driver: 'browser' }, says: 'No browser in this test.' },
  ] as const)('skip: $says', async ({ given, says }) => {
    const profile = loadProfile('openaire-production')
    const target = await seedAt(undefined, { kind: 'configured', intrusive: false, profile })
    const { result } = await played({ given, when }, worldOf(target))
    expect(result).toMatchObject({ verdict: 'skip', reason: expect.stringContaining(says), checks: [] })
  })

  test('each requirement that would have been judged is held back with the same reason', async () => {
    const target = await seedAt(undefined, { kind: 'configured', intrusive: false })
    const verify = judged({ [MUST]: broken, [SHOULD]: held })
    const { result } = await played({ given: { intrusive: true }, when, verify }, worldOf(target))
    expect(result.checks).toEqual(
      [MUST, SHOULD].map((cites) => ({
        cites,
        verdict: 'skip',
        message: result.reason,
        source: 'suites/stub.suite.ts:1',
      })),
    )
  })

  test('an act that needs the agreement of one owner needs that of the other, where both are visited', async () => {
    const [target, pair] = [await seedAt(), await seedAt(undefined, { id: 'other', intrusive: false })]
    const { result } = await played({ given: { intrusive: true, pair: true }, when }, worldOf(target, { pair }))
    expect(result).toMatchObject({ verdict: 'skip', reason: expect.stringContaining('target "other"') })
  })

  test('applicability is asked first: what is not offered needs no credentials', async () => {
    const target = await seedAt(undefined, { clients: {}, users: {} })
    const given = { needs: ['registration'] } as const
    const profile = { ...target.profile, offers: [] }
    expect((await played({ given, when }, worldOf({ ...target, profile }))).result.verdict).toBe('not-applicable')
  })
})

describe('while it is played', () => {
  test('a throw is an error of ours, and says in which phase', async () => {
    const flow = async () => {
      throw new TypeError('x is undefined')
    }
    const { result } = await played({ when: flow, verify: judged({ [MUST]: held }) }, worldOf(await seedAt()))
    expect(result).toMatchObject({ verdict: 'error', reason: 'when: TypeError: x is undefined' })
    expect(result.checks).toMatchObject([{ cites: MUST, verdict: 'error', message: 'when: TypeError: x is undefined' }])
  })

  test('so is an assertion: only verify judges', async () => {
    const flow = async () => {
      expect(1).toBe(2)
      return {}
    }
    expect((await played({ when: flow }, worldOf(await seedAt()))).result.verdict).toBe('error')
  })

  test('a host that is not there is named, without what was sent', async () => {
    const { result } = await played({ when: async ({ client }) => client.login() }, worldOf(await seedAt()))
    expect(result.verdict).toBe('error')
    expect(result.reason).toMatch(/^when: authorization request, GET .*: connection refused: nothing listens there$/)
    expect(result.reason).toMatch(/state \(22 characters/)
  })

  test('an issuer whose answers nobody can use breaks what hangs on them, by its level', async () => {
    const flow = async () => {
      throw new UnusableAnswer('token request: the connection was cut')
    }
    const verify = judged({ [MUST]: held, [SHOULD]: held, [MAY]: held })
    const { result } = await played({ when: flow, verify }, worldOf(await seedAt()))
    expect(result).toMatchObject({ verdict: 'fail', reason: 'token request: the connection was cut' })
    expect(result.checks.map(({ verdict }) => verdict)).toEqual(['fail', 'warn', 'skip'])
    const late = judged({ [MUST]: flow, [SHOULD]: held })
    expect((await played({ when, verify: late }, worldOf(await seedAt()))).result.checks).toMatchObject([
      { verdict: 'fail', message: 'token request: the connection was cut' },
      { verdict: 'pass' },
    ])
  })

  test('a scenario that never ends does so anyway', async () => {
    const forever = () => new Promise<object>(() => {})
    const { result } = await played({ when: forever }, worldOf(await seedAt(), { patience: 20 }))
    expect(result).toMatchObject({ verdict: 'error', reason: expect.stringContaining('not done after 0.02 s') })
  })

  test('a flow may find that it does not apply', async () => {
    const world = worldOf(await seedAt())
    const { result } = await played({ when: async ({ inapplicable }) => inapplicable('No such key.') }, world)
    expect(result).toMatchObject({ verdict: 'not-applicable', reason: 'No such key.' })
  })

  test.for([
    { of: answerOf('http://x', 500, new Headers(), ''), got: '500' },
    {
      of: answerOf('http://x', 400, new Headers(), '{"error":"invalid_grant","error_description":"Gone"}'),
      got: '400 invalid_grant "Gone"',
    },
    { of: answerOf('http://x', 404, new Headers(), '<title>Not here</title>'), got: '404 and the page "Not here"' },
  ])('a control that fails skips the scenario: $got', async ({ of, got }) => {
    const flow = async ({ control }: { control: (answer: typeof of) => typeof of }) => control(of)
    const { result } = await played({ when: flow, verify: judged({ [MUST]: broken }) }, worldOf(await seedAt()))
    expect(result.verdict).toBe('skip')
    expect(result.reason).toBe(
      `The flow without the fault does not work, so a refusal would prove nothing: got ${got}.`,
    )
  })
})

describe('when it is judged', () => {
  test.for([
    { level: 'MUST', id: MUST, verdict: 'fail', message: /^expected 1 to be 2$/ },
    { level: 'SHOULD', id: SHOULD, verdict: 'warn', message: /^expected 1 to be 2$/ },
    { level: 'MAY', id: MAY, verdict: 'pass', message: /^Not taken up, as a MAY allows: expected 1 to be 2$/ },
  ])('a broken $level is $verdict', async ({ id, verdict, message }) => {
    const { result } = await played({ when, verify: judged({ [id]: broken }) }, worldOf(await seedAt()))
    expect(result.verdict).toBe(verdict)
    expect(result.checks).toMatchObject([{ cites: id, verdict, message: expect.stringMatching(message) }])
    expect(result.checks[0]).toMatchObject({ expected: '2', actual: '1' })
  })

  describe('other words than the dialect’s', () => {
    const text = '{"error":"invalid_grant","error_description":"Code is expired"}'
    const refused = answerOf('http://127.0.0.1:9/token', 400, new Headers(), text)
    const flow = async ({ control }: { control: (of: typeof refused) => typeof refused }) => {
      control(answerOf('http://127.0.0.1:9/token', 200, new Headers(), '{}'))
      return { refused }
    }
    const drifting: Judge<{ refused: typeof refused }> = ({ expect }) =>
      expect(refused).toBeTokenError('invalid_grant', 'code.spent')
    const verify = judged({ [MUST]: drifting })

    test('fail at an issuer of ours', async () => {
      const { result } = await played({ when: flow, verify }, worldOf(await seedAt()))
      expect(result.verdict).toBe('fail')
    })

    test('are a warning with both texts at another, where the rest is right', async () => {
      const world = worldOf(await seedAt(undefined, { kind: 'configured' }))
      const { result } = await played({ when: flow, verify }, world)
      expect(result.verdict).toBe('warn')
      expect(result.checks[0]).toMatchObject({ expected: '"Code not valid"', actual: '"Code is expired"' })
      const both = judged<{ refused: typeof refused }>({
        [MUST]: (evidence) => {
          drifting(evidence)
          evidence.expect(evidence.refused.status).toBe(401)
        },
      })
      expect((await played({ when: flow, verify: both }, world)).result.verdict).toBe('fail')
    })
  })

  test('what this software is known to do is a warning that says so', async () => {
    const target = await seedAt(undefined, { quirks: { 'stub.scenario': 'It always did.' } })
    const { result } = await played({ when, verify: judged({ [MUST]: broken }) }, worldOf(target))
    expect(result.verdict).toBe('warn')
    expect(result.checks[0]?.message).toBe('Known of stub-dialect: It always did. Seen: expected 1 to be 2')
  })

  test('every check is made, and the worst is the verdict', async () => {
    const confused: Judge<object> = () => {
      throw new TypeError('no such thing')
    }
    const verify = judged({ [MUST]: broken, [SHOULD]: confused, [OTHER]: held, [MAY]: held })
    const { result } = await played({ when, verify }, worldOf(await seedAt()))
    expect(result.checks.map((check) => check.verdict)).toEqual(['fail', 'error', 'pass', 'pass'])
    expect(result).toMatchObject({ verdict: 'error', reason: 'verify: TypeError: no such thing' })
  })

  test('what a matcher cannot look at came from the target: the check is broken', async () => {
    const verify = judged({
      [MUST]: ({ expect }) => expect(undefined).toHaveProperty('issuer'),
      [SHOULD]: ({ expect }) => expect(undefined).toBeGreaterThan(3),
    })
    const { result } = await played({ when, verify }, worldOf(await seedAt()))
    expect(result.checks).toMatchObject([
      { verdict: 'fail', message: 'expected a valid object; got undefined' },
      { verdict: 'warn', message: 'expected number or bigint; got undefined' },
    ])
  })

  test('a requirement that no document holds is our error', async () => {
    const { result } = await played({ when, verify: judged({ 'NO-SUCH-ROW': held }) }, worldOf(await seedAt()))
    expect(result.checks).toMatchObject([{ verdict: 'error', message: expect.stringContaining('NO-SUCH-ROW') }])
  })

  test('judgements may be asynchronous and have the evidence and the tools', async () => {
    const verify = judged<{ found: number }>({
      [MUST]: async ({ found, op, expect }) => expect(`${op.issuer} ${found}`).toBe('http://127.0.0.1:9 3'),
    })
    const { result } = await played({ when: async () => ({ found: 3 }), verify }, worldOf(await seedAt()))
    expect(result.verdict).toBe('pass')
  })

  test('a failed check names the line of its judgement, a passed one that of the scenario', async () => {
    const verify = judged({ [MUST]: broken, [OTHER]: held })
    const { checks } = (await played({ when, verify }, worldOf(await seedAt()))).result
    expect(checks[0]?.source).toMatch(/^suites\/kit\/verdict\.test\.ts:\d+$/)
    expect(checks[1]?.source).toBe('suites/stub.suite.ts:1')
  })

  test('what a message quotes is redacted', async () => {
    const secret: Judge<object> = ({ expect }) => expect('token stub-client-secret-9').toBe('x')
    const { checks } = (await played({ when, verify: judged({ [MUST]: secret }) }, worldOf(await seedAt()))).result
    expect(JSON.stringify(checks)).not.toContain('stub-client-secret-9')
    expect(checks[0]?.actual).toBe('token client_secret (20 characters)')
  })
})
