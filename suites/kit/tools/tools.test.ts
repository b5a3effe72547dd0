import { describe, expect, test } from 'vitest'
import { type RequirementId, requirements } from '#fixtures/requirements/index.ts'
import { free } from '../care/care.ts'
import { installMatchers } from '../checks.ts'
import type { Tools } from '../contract.ts'
import { citing, type Verify } from '../definition.ts'
import { stub } from '../testing/agent.ts'
import { CALLBACK, played, seedAt, worldOf } from '../testing/seed.ts'
import { html, json } from '../testing/stub-issuer.ts'
import { type StubOp, stubOp } from '../testing/stub-op.ts'

installMatchers()

const MUST = (Object.keys(requirements) as RequirementId[]).find((id) => requirements[id].level === 'MUST')

/** Plays a flow at a stub and hands back what it found, with the record. */
const at = async <T extends object>(op: StubOp, when: (tools: Tools) => Promise<T>, verify: Verify<T> = {}) => {
  const issuer = await stub(stubOp(op))
  let found: T | undefined
  const keep = async (tools: Tools): Promise<T> => {
    found = await when(tools)
    return found
  }
  const record = await played({ when: keep, verify }, worldOf(await seedAt(issuer.origin)))
  return { ...record, seen: issuer.seen, found: () => found as T }
}

describe('an authorization', () => {
  test('asks as a careful client does, logs in and comes back with a code', async () => {
    const { result, seen, found, exchanges } = await at({}, ({ client }) => client.authorize())
    expect(result.reason).toBeUndefined()
    expect(found()).toMatchObject({ kind: 'callback', code: 'code-1', carriedBy: 'query', pages: ['login'] })
    const sent = seen[0]?.url.searchParams
    expect(Object.fromEntries(sent ?? [])).toMatchObject({
      response_type: 'code',
      client_id: 'web',
      redirect_uri: CALLBACK,
      scope: 'openid profile email',
      state: expect.stringMatching(/^[\w.~-]{22}$/),
      nonce: expect.stringMatching(/^[\w.~-]{22}$/),
    })
    expect(sent?.has('code_challenge')).toBe(false)
    expect(found().request.state).toBe(sent?.get('state'))
    expect(Object.values(exchanges).map(({ from, label }) => [from, label])).toEqual([
      ['browser', 'authorization request'],
      ['browser', 'login'],
    ])
  })

  test('start stops at the first page', async () => {
    const { found, seen } = await at({}, ({ client }) => client.start())
    expect(found()).toMatchObject({ kind: 'login-page', pages: ['login'], params: {} })
    expect(seen).toHaveLength(1)
  })

  test('parameters may be changed, left out and repeated, and sent by POST', async () => {
    const { seen } = await at({}, ({ client }) =>
      client.start({
        method: 'POST',
        params: { nonce: undefined, scope: ['openid', 'email'], extra: 'ü&' },
        pkce: 'S256',
      }),
    )
    const form = seen[0]?.form
    expect(seen[0]?.method).toBe('POST')
    expect(form?.has('nonce')).toBe(false)
    expect(form?.getAll('scope')).toEqual(['openid', 'email'])
    expect(form?.get('extra')).toBe('ü&')
    expect(form?.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    expect(form?.get('code_challenge_method')).toBe('S256')
  })

  test('a wrong password is typed once', async () => {
    const { found, seen } = await at({}, ({ client }) => client.authorize({ password: 'wrong-1' }))
    expect(found()).toMatchObject({ kind: 'login-page', pages: ['login', 'login'] })
    expect(seen.filter(({ url }) => url.pathname === '/login')).toHaveLength(1)
  })

  test('consent is given, or refused', async () => {
    const given = await at({ consent: true }, ({ client }) => client.authorize())
    expect(given.found()).toMatchObject({ code: 'code-1', pages: ['login', 'consent'] })
    const refused = await at({ consent: true }, ({ client }) => client.authorize({ consent: 'deny' }))
    expect(refused.found().params).toMatchObject({ error: 'access_denied' })
  })

  test('an error page ends it', async () => {
    const authorization = () => html('<p>Client not found.', { status: 400 })
    const { found } = await at({ authorization }, ({ client }) => client.authorize())
    expect(found()).toMatchObject({ kind: 'page', pages: [] })
    expect(found().answer.status).toBe(400)
  })
})

describe('a journey through pages', () => {
  const device = {
    authorization: ({ url }: { url: URL }) =>
      url.searchParams.has('done')
        ? html('<title>Done</title><p>You may close this window.')
        : html('<form action="/login" method=post><input name=user_code><button name=go>Next</button></form>'),
  }

  test('logs in on the way and stops at a page that asks for nothing', async () => {
    const { found } = await at({}, ({ browser, op }) => browser.travel(`${op.issuer}/auth`))
    expect(found()).toMatchObject({ kind: 'callback', pages: ['login'], params: { code: 'code-1' } })
  })

  test('answers a page by the names of its fields, and travels on', async () => {
    const { found, seen } = await at(device, async ({ browser, op }) => {
      const asked = await browser.travel(`${op.issuer}/auth`)
      return { asked, arrived: await browser.answer({ user_code: 'ABCD' }, { button: 'go', label: 'user code' }) }
    })
    expect(found().asked.kind).toBe('page')
    expect(found().arrived).toMatchObject({ kind: 'callback', pages: ['login'] })
    expect(Object.fromEntries(seen[1]?.form ?? [])).toEqual({ user_code: 'ABCD', go: '' })
  })

  test('a page that cannot be answered so is named', async () => {
    const { result } = await at(device, async ({ browser, op }) => {
      await browser.travel(`${op.issuer}/auth?done`)
      return browser.answer({ user_code: 'ABCD' }, { button: 'go' })
    })
    expect(result.reason).toBe('when: Error: the page "Stub" has no form with user_code, a button go')
  })
})

describe('the token endpoint', () => {
  test('is asked with the verifier of the login, and authenticates the client', async () => {
    const { seen, found } = await at({}, ({ client }) => client.login({ pkce: 'S256', verifier: 'v'.repeat(43) }))
    const form = Object.fromEntries(seen.find(({ url }) => url.pathname === '/token')?.form ?? [])
    expect(form).toEqual({
      grant_type: 'authorization_code',
      code: 'code-1',
      redirect_uri: CALLBACK,
      code_verifier: 'v'.repeat(43),
    })
    expect(seen.at(-1)?.headers.authorization).toBe(`Basic ${btoa('web:stub-client-secret-9')}`)
    expect(found()).toMatchObject({ status: 200, accessToken: 'at-1234567890', refreshToken: 'rt-1' })
  })

  test.for([
    { options: { auth: 'client_secret_post' }, form: { client_id: 'web', client_secret: 'stub-client-secret-9' } },
    {
      options: { auth: 'client_secret_post', secret: 'other-1' },
      form: { client_id: 'web', client_secret: 'other-1' },
    },
    { options: { secret: null }, form: { client_id: 'web' } },
    { options: { auth: 'none' }, form: { client_id: 'web' } },
  ] as const)('may authenticate otherwise: $options', async ({ options, form }) => {
    const { seen } = await at({}, ({ client }) => client.exchange('code-2', options))
    expect(Object.fromEntries(seen[0]?.form ?? [])).toEqual({
      grant_type: 'authorization_code',
      code: 'code-2',
      redirect_uri: CALLBACK,
      ...form,
    })
    expect(seen[0]?.headers.authorization).toBeUndefined()
  })

  test('a secret with odd characters is encoded before it is joined', async () => {
    const issuer = await stub(stubOp())
    const seed = await seedAt(issuer.origin)
    const web = { ...seed.clients.web, clientId: 'a:b', secret: 'ü +%:&' } as (typeof seed.clients)[string]
    await played({ when: ({ client }) => client.exchange('c') }, worldOf({ ...seed, clients: { web } }))
    const basic = issuer.seen[0]?.headers.authorization?.slice(6) ?? ''
    expect(Buffer.from(basic, 'base64').toString()).toBe('a%3Ab:%C3%BC+%2B%25%3A%26')
  })

  test('leaves facts about sizes', async () => {
    const { facts } = await at({}, ({ client }) => client.login())
    expect(facts).toMatchObject({ 'access token, characters': 13, 'access token, seconds': 300 })
  })
})

describe('controls', () => {
  const failing = { token: () => json({ error: 'invalid_client' }, 401) }

  test('login is one by itself', async () => {
    const { result } = await at(failing, ({ client }) => client.login())
    expect(result).toMatchObject({ verdict: 'skip', reason: expect.stringMatching(/got 401 invalid_client\.$/) })
  })

  test('so is the exchange of an authorization that brought no code', async () => {
    const authorization = () => html('<title>Broken</title>', { status: 500 })
    const { result } = await at({ authorization }, async ({ client }) => client.exchange(await client.authorize()))
    expect(result).toMatchObject({ verdict: 'skip', reason: expect.stringMatching(/got 500 and the page "/) })
  })

  test('a refused password is no control, whatever the page', async () => {
    const { result } = await at({}, async ({ client, control }) => control(await client.authorize({ password: 'no' })))
    expect(result.reason).toMatch(/got the login page again after the password was typed\.$/)
  })

  const refuseBad = {
    token: ({ form }: { form: URLSearchParams }) =>
      form.get('code') === 'bad'
        ? json({ error: 'invalid_grant', error_description: 'Code not valid' }, 400)
        : json({ access_token: 'at', token_type: 'Bearer' }),
  }
  const verify = citing<{ refused: object }>(MUST as RequirementId, ({ refused, expect }) =>
    expect(refused).toBeTokenError('invalid_grant', 'code.spent'),
  )

  test('a refusal with one passes', async () => {
    const { result } = await at(
      refuseBad,
      async ({ client }) => {
        await client.login()
        return { refused: await client.exchange('bad') }
      },
      verify,
    )
    expect(result).toMatchObject({ verdict: 'pass' })
    expect(result.checks[0]?.message).toBe('Got 400 invalid_grant "Code not valid".')
    expect(result.checks[0]?.sent).toMatch(/^POST .*\/token\ngrant_type=authorization_code&code \(3 characters\)/)
  })

  test('a refusal without one proves nothing', async () => {
    const { result } = await at(refuseBad, async ({ client }) => ({ refused: await client.exchange('bad') }), verify)
    expect(result).toMatchObject({
      verdict: 'skip',
      reason: 'Refused, but nothing here shows that the token endpoint accepts anything.',
    })
  })
})

describe('time', () => {
  const elapse = async ({ client, time }: Tools) => {
    await time.elapse(await client.login(), 90)
    return {}
  }

  test('passes at once at an issuer of ours', async () => {
    const issuer = await stub(stubOp())
    const asked: unknown[] = []
    const stage = {
      age: async (...values: unknown[]) => void asked.push(values),
      browser: async () => ({ missing: '' }),
      care: () => free,
    }
    await played({ when: elapse }, worldOf(await seedAt(issuer.origin), { stage }))
    expect(asked).toEqual([['stub', 'at-1234567890', 90]])
  })

  test('elsewhere it takes patience', async () => {
    const issuer = await stub(stubOp())
    const seed = await seedAt(issuer.origin, { kind: 'configured', patience: 60 })
    const { result } = await played({ when: elapse }, worldOf(seed))
    expect(result).toMatchObject({
      verdict: 'skip',
      reason: 'Needs 90 s to pass: set patience: 90 or more in target "stub".',
    })
  })
})

describe('chance', () => {
  test('is that of the run, the target and the scenario', async () => {
    const draw = async (changes: { seed?: string; id?: string }) => {
      let drawn = ''
      const when = async ({ random }: Tools) => {
        drawn = random.unreserved(20)
        return {}
      }
      const seed = await seedAt(undefined, changes.id ? { id: changes.id } : {})
      await played({ when }, worldOf(seed, changes.seed ? { seed: changes.seed } : {}))
      return drawn
    }
    const first = await draw({})
    expect(await draw({})).toBe(first)
    expect(await draw({ seed: 'other' })).not.toBe(first)
    expect(await draw({ id: 'other' })).not.toBe(first)
  })
})
