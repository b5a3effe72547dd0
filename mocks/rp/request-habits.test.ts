import { describe, expect, test } from 'vitest'
import type { RecordedRequest } from '#mocks/op/index.ts'
import type { Carelessness } from './index.ts'
import { guest } from './testing/guest.ts'
import { stand } from './testing/stand.ts'

const { op, service, arm } = stand()

/** The last request to an endpoint, after two logins that may fail. */
const sentBy = async (endpoint: string, ...careless: readonly Carelessness[]): Promise<readonly RecordedRequest[]> => {
  const rp = await service(...careless)
  for (const ada of [guest(op(), rp), guest(op(), rp)]) await ada.logIn().catch(() => {})
  return op().requests.to(endpoint)
}

describe('requests for a login', () => {
  test.each<[Carelessness, string, unknown]>([
    ['constant-state', 'state', 'state'],
    ['clocked-state', 'state', expect.stringMatching(/^\d{13}$/)],
    ['short-state', 'state', expect.stringMatching(/^.{8}$/)],
    ['constant-nonce', 'nonce', 'nonce'],
    ['no-nonce', 'nonce', undefined],
    ['no-pkce', 'code_challenge', undefined],
    ['plain-pkce', 'code_challenge_method', 'plain'],
    ['no-openid', 'scope', 'profile email'],
    ['openid-twice', 'scope', 'openid openid profile email'],
    ['plain-http', 'redirect_uri', 'http://portal.example/callback'],
  ])('%s', async (habit, name, value) => {
    const sent = await sentBy('authorization', habit)
    expect(sent.map(({ params }) => params[name])).toEqual([value, value])
  })

  test('state-as-nonce, nonce-twice, constant-verifier', async () => {
    const [one] = await sentBy('authorization', 'state-as-nonce')
    expect(one?.params.nonce).toBe(one?.params.state)
    op().requests.clear()
    expect((await sentBy('authorization', 'nonce-twice'))[0]?.repeated.nonce).toHaveLength(2)
    op().requests.clear()
    const challenges = (await sentBy('authorization', 'constant-verifier')).map(({ params }) => params.code_challenge)
    expect([challenges.length, new Set(challenges).size]).toEqual([2, 1])
  })
})

describe('requests of the service itself', () => {
  test('secrets and tokens in addresses', async () => {
    arm({ at: 'behaviour', behave: { credentials: 'query' } })
    const [redeemed] = await sentBy('token', 'secret-in-query', 'token-in-query')
    expect(redeemed?.url).toContain('client_secret=')
    expect(op().requests.to('userinfo')[0]?.url).toContain('access_token=')
  })

  test('short-verifier, redirect-uri-left-out, two-secrets', async () => {
    const params = async (habit: Carelessness) => {
      op().requests.clear()
      return (await sentBy('token', habit))[0]
    }
    expect((await params('short-verifier'))?.params.code_verifier).toHaveLength(20)
    expect((await params('redirect-uri-left-out'))?.params).not.toHaveProperty('redirect_uri')
    const twice = await params('two-secrets')
    expect([twice?.headers.authorization, twice?.params.client_secret]).not.toContain(undefined)
  })

  test('an issuer that takes its time is not waited for by who is impatient', async () => {
    arm({ at: 'answer', on: 'token', delay: 1_500 })
    expect((await guest(op(), await service()).logIn()).location).toBe('/')
    expect((await guest(op(), await service('impatient')).logIn()).text).toContain('cannot be reached')
  })
})

describe('answers', () => {
  test('count in other browsers, again, and at other addresses', async () => {
    const outcomes = async (...careless: readonly Carelessness[]) => {
      const rp = await service(...careless)
      const [ada, bob, eve] = [guest(op(), rp), guest(op(), rp), guest(op(), rp)]
      await bob.get(await ada.setOut())
      await eve.get((await eve.setOut()).replace('/callback', '/callback/elsewhere'))
      const back = await ada.setOut()
      await ada.get(back)
      op().requests.clear()
      await ada.get(back)
      return [await bob.me(), await eve.me(), op().requests.to('token').length].map(Boolean)
    }
    expect(await outcomes()).toEqual([false, false, false])
    expect(await outcomes('state-unbound')).toEqual([true, false, false])
    expect(await outcomes('any-path')).toEqual([false, true, false])
    expect(await outcomes('journey-kept', 'session-kept')).toEqual([false, false, true])
  })

  test('that are errors are told, and forgotten', async () => {
    const told = async (...careless: readonly Carelessness[]) => {
      const ada = guest(op(), await service(...careless))
      const { lift } = arm({
        at: 'authorization.response',
        remove: ['code'],
        set: { error: 'access_denied', error_description: '<b>no</b>' },
      })
      const { status, text } = await ada.logIn()
      lift()
      await ada.logIn()
      return [status, text.includes('<b>no</b>'), /at .*\.ts:\d+/.test(text), (await ada.me())?.sub]
    }
    const sub = expect.stringMatching(/@aai/)
    expect(await told()).toEqual([400, false, false, sub])
    expect(await told('markup-shown')).toEqual([400, true, false, sub])
    expect(await told('trace-shown')).toEqual([400, false, true, sub])
    expect(await told('sulking')).toEqual([400, false, false, undefined])
    expect(await told('guest')).toEqual([302, false, false, sub])
  })

  test('that are mistakes of its own show their stack to nobody but who is careless', async () => {
    const broken = { at: 'discovery', set: { authorization_endpoint: 'no address' } } as const
    for (const [careless, shown] of [
      [[], false],
      [['trace-shown'], true],
    ] as const) {
      const rp = await service(...careless)
      const { lift } = arm(broken)
      const { status, text } = await guest(op(), rp).get('/login')
      lift()
      expect([status, /at .*\.ts:\d+/.test(text)]).toEqual([500, shown])
    }
  })
})
