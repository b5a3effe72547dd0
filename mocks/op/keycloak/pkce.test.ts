import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { ask, type Changes, challengeOf, codeFor, complaint, redeem, refusal, VERIFIER } from '../testing/flow.ts'

let op: RunningProvider
let newer: RunningProvider
beforeAll(async () => {
  op = await startProvider()
  newer = await startProvider({ profile: { ...(await loadProfile('openaire-beta')), dialect: 'keycloak-26' } })
})
afterAll(() => Promise.all([op.close(), newer.close()]))

const S256 = challengeOf(VERIFIER)
const ACCEPTED = 'login_required'
const METHOD_MISSING = 'invalid_request: Missing parameter: code_challenge_method'
const METHOD_UNKNOWN = 'invalid_request: Invalid parameter: code_challenge_method'
const METHOD_OTHER = 'invalid_request: Invalid parameter: code challenge method is not configured one'
const CHALLENGE_MISSING = 'invalid_request: Missing parameter: code_challenge'
const CHALLENGE_INVALID = 'invalid_request: Invalid parameter: code_challenge'

/** `-` stands for a parameter that is not sent. */
const requests: readonly (readonly [role: string, method: string, challenge: string, answer: string])[] = [
  ['web', '-', '-', ACCEPTED],
  ['web', 'S256', S256, ACCEPTED],
  ['web', 'plain', VERIFIER, ACCEPTED],
  ['web', '-', VERIFIER, ACCEPTED],
  ['web', 'S512', S256, METHOD_UNKNOWN],
  ['web', 's256', S256, METHOD_UNKNOWN],
  ['web', 'S256', '-', CHALLENGE_MISSING],
  ['web', 'S256', 'x'.repeat(42), CHALLENGE_INVALID],
  ['web', 'S256', 'x'.repeat(43), ACCEPTED],
  ['web', 'S256', 'x'.repeat(128), ACCEPTED],
  ['web', 'S256', 'x'.repeat(129), CHALLENGE_INVALID],
  ['web', 'S256', `${S256}=`, CHALLENGE_INVALID],
  ['pkce', '-', '-', METHOD_MISSING],
  ['pkce', '-', S256, METHOD_MISSING],
  ['pkce', 'plain', VERIFIER, METHOD_OTHER],
  ['pkce', 'S512', S256, METHOD_OTHER],
  ['pkce', 'S256', '-', CHALLENGE_MISSING],
  ['pkce', 'S256', S256, ACCEPTED],
  ['pkce-plain', 'S256', S256, METHOD_OTHER],
  ['pkce-plain', 'plain', VERIFIER, ACCEPTED],
  ['public', '-', '-', METHOD_MISSING],
  ['public-open', '-', '-', ACCEPTED],
]

const sent = (value: string): string => (value === '-' ? '' : value)

describe('at the authorization endpoint', () => {
  test.each(requests)('%s with method %s and challenge %s: %s', async (role, method, challenge, answer) => {
    const changes = { code_challenge_method: sent(method), code_challenge: sent(challenge), prompt: 'none' }
    expect(refusal(await ask(op, role, changes))).toBe(answer)
  })
})

const WITHOUT: Changes = { code_challenge: '', code_challenge_method: '' }
const MISSING = 'invalid_grant: PKCE code verifier not specified'
const WRONG = 'invalid_grant: PKCE verification failed'
const INVALID = 'invalid_grant: PKCE invalid code verifier'
const PLAIN: Changes = { code_challenge: VERIFIER, code_challenge_method: 'plain' }
const NO_METHOD: Changes = { code_challenge: VERIFIER, code_challenge_method: '' }

const verifiers: readonly (readonly [role: string, request: Changes, verifier: string, answer: string])[] = [
  ['pkce', {}, VERIFIER, ''],
  ['pkce', {}, '', MISSING],
  ['pkce', {}, `${VERIFIER}x`, WRONG],
  ['pkce', {}, S256, WRONG],
  ['pkce', {}, 'x'.repeat(42), INVALID],
  ['pkce', {}, 'x'.repeat(129), INVALID],
  ['pkce', {}, `${VERIFIER}ü`, INVALID],
  ['web', PLAIN, VERIFIER, ''],
  ['web', PLAIN, `${VERIFIER}x`, WRONG],
  ['web', NO_METHOD, VERIFIER, ''],
  ['web', NO_METHOD, '', MISSING],
  ['web', WITHOUT, VERIFIER, ''],
]

describe('at the token endpoint', () => {
  test.each(verifiers)('%s, asked with %j, verifier "%s": "%s"', async (role, request, verifier, answer) => {
    const { body } = await redeem(op, role, await codeFor(op, role, request), { code_verifier: verifier })
    expect(complaint(body)).toBe(answer)
  })

  test('the code is gone with a wrong verifier', async () => {
    const code = await codeFor(op, 'pkce')
    await redeem(op, 'pkce', code, { code_verifier: 'x'.repeat(43) })
    expect(complaint((await redeem(op, 'pkce', code)).body)).toBe('invalid_grant: Code not valid')
  })

  test('Keycloak 26 takes no verifier where no challenge was', async () => {
    const code = await codeFor(newer, 'web')
    const { status, body } = await redeem(newer, 'web', code, { code_verifier: VERIFIER })
    expect([status, body.error]).toEqual([400, 'invalid_grant'])
  })
})

describe('what a fault makes of it', () => {
  const bent = (behave: Record<string, unknown>) =>
    op.fault({ id: 'x', title: 'x', breaks: 'x', at: 'behaviour', behave }, { client: op.clients.pkce?.clientId })

  test('a provider that takes the challenge itself for the verifier', async () => {
    const { lift } = bent({ pkce: 'either' })
    const { status } = await redeem(op, 'pkce', await codeFor(op, 'pkce'), { code_verifier: S256 })
    lift()
    expect(status).toBe(200)
  })

  test('a provider that forgets the verifier', async () => {
    const skip = ['pkce.verifier-missing']
    const { lift } = op.fault({ id: 'x', title: 'x', breaks: 'x', at: 'behaviour', skip })
    const { status } = await redeem(op, 'pkce', await codeFor(op, 'pkce'), { code_verifier: '' })
    lift()
    expect(status).toBe(200)
  })
})
