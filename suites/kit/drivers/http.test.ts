import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { httpAgent, stub } from '../testing/agent.ts'
import { CALLBACK } from '../testing/seed.ts'
import { html, LOGIN_FORM, redirect } from '../testing/stub-issuer.ts'

const visit = { label: 'visit' }

describe('where it stops', () => {
  test.for([
    { to: `${CALLBACK}?code=c&state=s`, params: { code: 'c', state: 's' }, carriedBy: 'query' },
    { to: `${CALLBACK}#access_token=t&state=s`, params: { access_token: 't', state: 's' }, carriedBy: 'fragment' },
    { to: `${CALLBACK}?code=first&code=second`, params: { code: 'first' }, carriedBy: 'query' },
  ])('at a redirect URI, with its parameters: $carriedBy', async ({ to, params, carriedBy }) => {
    const { origin } = await stub(({ url }) => (url.pathname === '/auth' ? redirect('/next') : redirect(to)))
    const { agent, recorder } = httpAgent()
    const landing = await agent.visit({ ...visit, url: `${origin}/auth` })
    expect(landing.callback).toEqual({ url: to, params, carriedBy })
    expect(landing.answer.status).toBe(302)
    expect(Object.values(recorder.exchanges()).map((each) => each.label)).toEqual(['visit', 'redirect'])
  })

  test('at a redirect URI that only this request names', async () => {
    const { origin } = await stub(() => redirect('https://evil.example/cb?code=c'))
    const { agent } = httpAgent()
    const landing = await agent.visit({ ...visit, url: origin, stopAt: ['https://evil.example/cb?own=1'] })
    expect(landing.callback?.params).toEqual({ code: 'c' })
  })

  test('at a redirect URI with a token larger than most servers would let through', async () => {
    const token = 'x'.repeat(100_000)
    const { origin } = await stub(() => redirect(`${CALLBACK}#access_token=${token}`))
    const { agent } = httpAgent()
    expect((await agent.visit({ ...visit, url: origin })).callback?.params.access_token).toBe(token)
  })

  test('parameters of the redirect URI itself are not the answer', async () => {
    const { origin } = await stub(() => redirect('https://rp.example/cb?tenant=a&code=c'))
    const { agent } = httpAgent()
    const landing = await agent.visit({ ...visit, url: origin, stopAt: ['https://rp.example/cb?tenant=a'] })
    expect(landing.callback?.params).toEqual({ code: 'c' })
  })

  test('at the scheme of an app, which it cannot follow', async () => {
    const { origin } = await stub(() => redirect('org.example.app:/cb?code=c'))
    const { agent } = httpAgent()
    const url = `${origin}/auth`
    expect((await agent.visit({ ...visit, url, stopAt: ['org.example.app:/cb'] })).callback?.params.code).toBe('c')
    expect((await agent.visit({ ...visit, url })).callback).toBeUndefined()
  })

  test('a form that a script posts to the redirect URI is a callback', async () => {
    const form = `<body onload="document.forms[0].submit()"><form method=post action="${CALLBACK}"><input type=hidden name=code value=c><input type=hidden name=state value=s></form>`
    const { origin } = await stub(() => html(form))
    const { agent } = httpAgent()
    const { callback } = await agent.visit({ ...visit, url: origin })
    expect(callback).toEqual({ url: CALLBACK, params: { code: 'c', state: 's' }, carriedBy: 'form_post' })
  })

  test('a form that a script posts elsewhere is followed', async () => {
    const form = `<form method=post action="/broker"><input type=hidden name=SAMLResponse value=x></form><script>document.forms[0].submit()</script>`
    const { origin, seen } = await stub(({ url }) => (url.pathname === '/' ? html(form) : redirect(CALLBACK)))
    const { agent } = httpAgent()
    expect((await agent.visit({ ...visit, url: origin })).callback).toBeDefined()
    expect(seen[1]).toMatchObject({ method: 'POST', url: expect.objectContaining({ pathname: '/broker' }) })
    expect(seen[1]?.form.get('SAMLResponse')).toBe('x')
  })
})

describe('forms and cookies', () => {
  test('fills a form, presses its button, keeps cookies by path and host', async () => {
    const { origin, seen } = await stub(({ url }) => {
      if (url.pathname !== '/auth') return redirect(`${CALLBACK}?code=c`)
      const cookies = [
        'a=1; Path=/',
        'b=2; Path=/elsewhere',
        'c=3; Path=/; Secure; HttpOnly; SameSite=None',
        'd=4; Max-Age=0',
      ]
      return html(LOGIN_FORM, { headers: { 'set-cookie': cookies } })
    })
    const { agent } = httpAgent()
    await agent.visit({ ...visit, url: `${origin}/auth` })
    const fill = { username: 'ada', password: 'x&y' }
    const landing = await agent.submit({ form: 0, fill, button: 0, label: 'login' })
    expect(landing.callback?.params.code).toBe('c')
    expect(seen[1]?.cookie).toBe('a=1; c=3')
    expect([...(seen[1]?.form ?? [])]).toEqual([
      ['username', 'ada'],
      ['password', 'x&y'],
      ['login', ''],
    ])
    expect(await agent.cookies()).toContainEqual({ name: 'c', httpOnly: true, secure: true, sameSite: 'none' })
  })

  test('two agents share nothing', async () => {
    const { origin, seen } = await stub(() => html('', { headers: { 'set-cookie': 'a=1' } }))
    await httpAgent().agent.open(origin)
    await httpAgent().agent.open(origin)
    expect(seen.map((each) => each.cookie)).toEqual(['', ''])
  })

  test.for([
    { status: 302, method: 'GET', body: '' },
    { status: 303, method: 'GET', body: '' },
    { status: 307, method: 'POST', body: 'a=1' },
    { status: 308, method: 'POST', body: 'a=1' },
  ])('after $status a posted form arrives as $method', async ({ status, method, body }) => {
    const { origin, seen } = await stub(({ url }) =>
      url.pathname === '/auth' ? { status, headers: { location: '/next' } } : html('<p>done'),
    )
    const { agent } = httpAgent()
    await agent.visit({ ...visit, url: `${origin}/auth`, method: 'POST', form: [['a', '1']] })
    expect(seen[1]?.method).toBe(method)
    expect(seen[1]?.form.toString()).toBe(body)
  })
})

describe('limits', () => {
  test('a loop of redirects is named by its places', async () => {
    const { origin } = await stub(({ url }) => redirect(url.pathname === '/a' ? '/b?n=1' : '/a?n=2'))
    const { agent } = httpAgent({ redirects: 6 })
    await expect(agent.visit({ ...visit, url: `${origin}/a` })).rejects.toThrow(
      `visit: more than 6 redirects, the last through ${origin}/a -> ${origin}/b`,
    )
  })

  test('a silent host is given up on, and the exchange says so', async () => {
    const { origin } = await stub(() => undefined)
    const { agent, recorder } = httpAgent({ milliseconds: 50 })
    await expect(agent.visit({ ...visit, url: origin })).rejects.toThrow(
      /^visit, GET .*: no whole answer within 0.05 s$/,
    )
    expect(Object.values(recorder.exchanges())).toMatchObject([{ failure: 'no whole answer within 0.05 s' }])
  })

  test.for([
    { what: 'a long body', answer: { body: 'x'.repeat(3000) } },
    {
      what: 'a gzip bomb',
      answer: { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(3_000_000)) },
    },
    {
      what: 'a deflate bomb',
      answer: { headers: { 'content-encoding': 'deflate' }, body: deflateSync(Buffer.alloc(3_000_000)) },
    },
  ])('$what is cut off', async ({ answer }) => {
    const { origin } = await stub(() => answer)
    const limit = answer.body.length > 100_000 ? 1_000_000 : 2900
    await expect(httpAgent({ bytes: limit }).agent.open(origin)).rejects.toThrow('the answer is larger than')
  })

  test('packed answers are unpacked, and broken ones said to be broken', async () => {
    const packed = { headers: { 'content-encoding': 'gzip' }, body: gzipSync('hello') }
    const { origin } = await stub(({ url }) => (url.pathname === '/good' ? packed : { ...packed, body: 'hello' }))
    const { agent } = httpAgent()
    expect((await agent.open(`${origin}/good`)).text).toBe('hello')
    await expect(agent.open(`${origin}/bad`)).rejects.toThrow('says content-encoding gzip and cannot be unpacked')
  })
})

describe('hosts', () => {
  test('a name is looked up in the table first, and sent as it is', async () => {
    const { origin, seen } = await stub(() => html('<p>hello'))
    const { agent } = httpAgent({}, { hosts: { 'aai.example.org': new URL(origin).host } })
    expect((await agent.open('http://aai.example.org/x')).status).toBe(200)
    expect(seen[0]?.headers.host).toBe('aai.example.org')
  })

  test('a name that nobody knows is named', async () => {
    const { agent } = httpAgent()
    await expect(agent.open('http://nowhere.invalid/')).rejects.toThrow(/host name (is unknown|could not be looked up)/)
  })
})
