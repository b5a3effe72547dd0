import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#mocks/wire/clock.ts'
import { createRecorder } from '#mocks/wire/recorder.ts'
import { createRedactor } from '#mocks/wire/redaction.ts'
import { free } from '../care/care.ts'
import { stub } from '../testing/agent.ts'
import { CALLBACK, seedAt } from '../testing/seed.ts'
import { html, LOGIN_FORM, redirect, type StubHandler } from '../testing/stub-issuer.ts'
import { createBrowserAgent } from './browser.ts'
import { createChromiumServer } from './chromium-server.ts'

const server = createChromiumServer({ 'aai.example.org': '127.0.0.1' })
afterAll(server.close)

/** A tab at a stub of its own. */
const tabAt = async (handle: StubHandler) => {
  const issuer = await stub(handle)
  const { host } = new URL(issuer.origin)
  const redactor = createRedactor()
  const recorder = createRecorder({ prefix: '', redactor, clock: systemClock })
  const options = {
    target: await seedAt(issuer.origin),
    recorder,
    redactor,
    redirectUris: [CALLBACK],
    care: free,
    clock: systemClock,
    reachable: [host, '127.0.0.1:9', host.replace('127.0.0.1', 'aai.example.org')],
  }
  const agent = await createBrowserAgent(await server.shared(), options)
  onTestFinished(agent.close)
  return { ...issuer, agent, recorder }
}

const visit = { label: 'visit' }

describe.skipIf(process.env.AAI_NO_BROWSER === '1')('a real browser', { timeout: 30_000 }, () => {
  test('logs in by the form and stops at the redirect URI, where nothing listens', async () => {
    const { origin, agent, seen, recorder } = await tabAt(({ url }) =>
      url.pathname === '/auth'
        ? html(LOGIN_FORM, { headers: { 'set-cookie': 'SID=secret-session-1; Path=/; HttpOnly; SameSite=Lax' } })
        : redirect(`${CALLBACK}?code=c-1&state=s`),
    )
    const page = await agent.visit({ ...visit, url: `${origin}/auth` })
    expect(page.page.forms[0]?.fields.map((field) => field.name)).toEqual(['username', 'password'])
    const fill = { username: 'ada', password: 'stub-password-of-ada-7' }
    const landing = await agent.submit({ form: 0, fill, button: 0, label: 'login' })
    expect(landing.callback).toEqual({
      url: `${CALLBACK}?code=c-1&state=s`,
      params: { code: 'c-1', state: 's' },
      carriedBy: 'query',
    })
    expect(landing.answer.status).toBe(302)
    expect(seen.find(({ url }) => url.pathname === '/login')?.cookie).toBe('SID=secret-session-1')
    expect(await agent.cookies()).toEqual([{ name: 'SID', httpOnly: true, secure: false, sameSite: 'lax' }])
    await agent.close()
    const exchanges = Object.values(recorder.exchanges())
    expect(exchanges.map(({ label }) => label)).toEqual(['visit', 'login'])
    expect(exchanges[1]?.request.headers).toContainEqual(['cookie', 'SID (16 characters)'])
    expect(JSON.stringify(exchanges)).not.toContain('secret-session-1')
    expect(JSON.stringify(exchanges)).not.toContain('stub-password-of-ada-7')
  })

  test('asks beside the page shown, by the same name, with the same cookies, and follows nothing', async () => {
    const set = { 'set-cookie': 'SID=secret-session-2; Path=/; HttpOnly' }
    const agents: unknown[] = []
    const { origin, agent, seen, recorder } = await tabAt(({ url, headers }) => {
      agents.push(headers['user-agent'])
      return url.pathname === '/me' ? redirect('/login') : html('<p>Hello', { headers: set })
    })
    await agent.visit({ ...visit, url: `${origin}/` })
    const answer = await agent.ask(`${origin}/me`, 'who')
    expect([answer.status, answer.url]).toEqual([302, `${origin}/me`])
    expect((await agent.page()).text).toContain('Hello')
    const paths = seen.map(({ url }) => url.pathname).filter((path) => path !== '/favicon.ico')
    expect(paths).toEqual(['/', '/me'])
    expect(seen.find(({ url }) => url.pathname === '/me')?.cookie).toBe('SID=secret-session-2')
    expect(new Set(agents).size).toBe(1)
    const [, asked] = Object.values(recorder.exchanges())
    expect(asked).toMatchObject({ label: 'who', response: { start: expect.stringContaining('302') } })
    expect(JSON.stringify(asked)).not.toContain('secret-session-2')
    await expect(agent.ask('http://127.0.0.1:9/me', 'who')).rejects.toThrow(/who, GET .*connection refused/)
  })

  test('a cookie that says nothing of other sites is told as one that says nothing', async () => {
    const cookies = ['plain=1; Path=/', 'strict=2; Path=/; SameSite=Strict; HttpOnly', 'elsewhere=3; Path=/deeper']
    const { origin, agent } = await tabAt(() => html('<p>Hello', { headers: { 'set-cookie': cookies } }))
    await agent.visit({ ...visit, url: origin })
    const kept = await agent.cookiesFor(`${origin}/page`)
    expect(kept.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'plain', value: '1', httpOnly: false, secure: false },
      { name: 'strict', value: '2', httpOnly: true, secure: false, sameSite: 'strict' },
    ])
  })

  test.for([
    { what: 'the fragment', to: `${CALLBACK}#access_token=t&state=s`, carriedBy: 'fragment' },
    { what: 'a URI with several hops before it', to: '/hop', carriedBy: 'query' },
  ])('reads $what', async ({ to, carriedBy }) => {
    const { origin, agent } = await tabAt(({ url }) =>
      redirect(url.pathname === '/hop' ? `${CALLBACK}?code=c` : url.pathname === '/auth' ? to : '/auth'),
    )
    expect((await agent.visit({ ...visit, url: `${origin}/start` })).callback?.carriedBy).toBe(carriedBy)
  })

  test('a form that a script posts to the redirect URI never leaves', async () => {
    const body = `<body onload="document.forms[0].submit()"><form method=post action="${CALLBACK}"><input type=hidden name=code value="c d"></form>`
    const { origin, agent } = await tabAt(() => html(body))
    const { callback } = await agent.visit({ ...visit, url: origin })
    expect(callback).toMatchObject({ params: { code: 'c d' }, carriedBy: 'form_post' })
  })

  test('a page that scripts build is seen as they left it', async () => {
    const script = `<main></main><script>document.querySelector('main').innerHTML = ${JSON.stringify(LOGIN_FORM)}</script>`
    const { origin, agent } = await tabAt(() => html(script))
    expect((await agent.visit({ ...visit, url: origin })).page.forms).toHaveLength(1)
  })

  test('an error page is an answer, and the next visit is not in its way', async () => {
    const { origin, agent } = await tabAt(({ url }) =>
      url.pathname === '/auth' ? redirect(`${CALLBACK}?code=c`) : html('<p>We are sorry', { status: 400 }),
    )
    for (const path of ['/auth', '/wrong', '/auth', '/wrong']) {
      const { answer, callback } = await agent.visit({ ...visit, url: origin + path })
      expect([answer.status, callback !== undefined]).toEqual(path === '/auth' ? [302, true] : [400, false])
    }
  })

  test('a request may be posted', async () => {
    const { origin, agent, seen } = await tabAt(() => html(LOGIN_FORM))
    await agent.visit({ ...visit, url: origin, method: 'POST', form: [['a', 'b&c']] })
    expect(seen.find(({ method }) => method === 'POST')?.form.get('a')).toBe('b&c')
  })

  test('a name of the table is found without DNS', async () => {
    const { origin, agent, seen } = await tabAt(() => html(LOGIN_FORM))
    await agent.visit({ ...visit, url: `http://aai.example.org:${new URL(origin).port}/x` })
    expect(seen[0]?.headers.host).toMatch(/^aai\.example\.org:/)
  })

  test('a host that refuses is named', async () => {
    const { agent } = await tabAt(() => html(''))
    await expect(agent.visit({ ...visit, url: 'http://127.0.0.1:9/' })).rejects.toThrow(
      /^visit, http:\/\/127.*in the browser: /,
    )
  })

  test('two tabs share no cookies', async () => {
    const handle: StubHandler = () => html(LOGIN_FORM, { headers: { 'set-cookie': 'a=1' } })
    const first = await tabAt(handle)
    await first.agent.visit({ ...visit, url: first.origin })
    const second = await tabAt(handle)
    expect(await second.agent.cookies()).toEqual([])
  })
})
