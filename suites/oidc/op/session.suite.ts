import { describe } from 'vitest'
import { header } from '#suites/kit/header.ts'
import { scenario } from '#suites/kit/scenario.ts'

describe('Sessions and consent', { tags: ['oidc', 'op', 'session'] }, () => {
  scenario({
    id: 'oidc.op.session.single-sign-on',
    title: 'signs the same user in at a second client without asking for the password',
    given: { needs: ['sso'], clients: ['web-two'] },
    when: async ({ op, client, clientAs, control }) => {
      const first = await op.verify((await client.login()).idToken ?? '')
      const second = control(await clientAs('web-two').authorize())
      const tokens = await clientAs('web-two').exchange(second)
      return { first, second, secondToken: await op.verify(tokens.idToken ?? '') }
    },
    verify: {
      'CODE-SSO': ({ first, second, secondToken, expect }) => {
        expect(second).not.toRequireLogin()
        expect(secondToken.claims.sub).toBe(first.claims.sub)
      },
    },
  })

  scenario({
    id: 'oidc.op.session.other-browser',
    title: 'knows nobody in a second browser',
    given: { needs: ['prompt-none'] },
    when: async ({ client, control, newBrowser }) => {
      control(await client.authorize())
      control(await client.start({ params: { prompt: 'none' } }))
      return { elsewhere: await client.start({ params: { prompt: 'none' }, in: await newBrowser() }) }
    },
    verify: {
      'CODE-PROMPT-NONE': ({ elsewhere, expect }) =>
        expect(elsewhere).toBeAuthorizationError('login_required', 'authorization.login-required'),
    },
  })

  scenario({
    id: 'oidc.op.session.two-users',
    title: 'keeps two users in two browsers apart',
    given: { users: ['other'] },
    when: async ({ op, client, control, userAs, newBrowser }) => {
      const [one, two] = [
        await client.authorize(),
        await client.authorize({ as: userAs('other'), in: await newBrowser() }),
      ]
      const [first, second] = await Promise.all([client.exchange(control(one)), client.exchange(control(two))])
      return { first: await op.verify(first.idToken ?? ''), second: await op.verify(second.idToken ?? '') }
    },
    verify: {
      'OIDCC-2-sub': ({ first, second, expect }) => {
        expect(first.claims.sub).toEqual(expect.any(String))
        expect(second.claims.sub).toEqual(expect.any(String))
        expect(first.claims.sub).not.toBe(second.claims.sub)
      },
    },
  })

  scenario({
    id: 'oidc.op.session.wrong-password',
    title: 'opens no session on a wrong password',
    given: { needs: ['prompt-none'], intrusive: true },
    when: async ({ client, control, newBrowser }) => {
      control(await client.authorize({ in: await newBrowser() }))
      const refused = await client.authorize({ password: 'not-the-password' })
      return { refused, after: await client.start({ params: { prompt: 'none' } }) }
    },
    verify: {
      'OIDCC-3.1.2.1-prompt-none': ({ refused, after, expect }) => {
        expect(refused.kind).toBe('login-page')
        expect(after).toBeAuthorizationError('login_required', 'authorization.login-required')
      },
    },
  })

  scenario({
    id: 'oidc.op.session.no-frames',
    title: 'forbids other sites to show its login page in a frame',
    when: async ({ client, control }) => ({ page: control(await client.start()) }),
    verify: {
      'OIDCC-3.1.2.3-clickjacking': ({ page, expect }) =>
        expect(`${header(page.answer, 'content-security-policy')} ${header(page.answer, 'x-frame-options')}`).toMatch(
          /frame-ancestors|deny|sameorigin/i,
        ),
      'RFC9700-4.16': ({ page, expect }) => {
        expect(page.kind).toMatch(/^(login|account|organisation)-page$/)
        const policy = header(page.answer, 'content-security-policy')
        const framed = !/frame-ancestors\s+('self'|'none')/.test(policy)
        expect(framed && !/^(deny|sameorigin)$/i.test(header(page.answer, 'x-frame-options')), 'framed').toBe(false)
      },
    },
  })

  scenario({
    id: 'oidc.op.session.no-cors',
    title: 'lets no script of another site read the authorization endpoint',
    when: async ({ op, client, control }) => {
      control(await client.start())
      const { url } = client.authorizationUrl()
      return { answer: await op.request(url, { headers: { origin: 'https://evil.example' } }) }
    },
    verify: {
      'RFC9700-2.6': ({ answer, expect }) => expect(answer.headers.get('access-control-allow-origin')).toBeNull(),
    },
  })

  scenario({
    id: 'oidc.op.session.cookies',
    title: 'keeps its session in cookies that scripts cannot read',
    when: async ({ client, browser, control }) => {
      control(await client.start())
      const before = (await browser.cookies()).map(({ name }) => name)
      control(await client.authorize())
      const after = await browser.cookies()
      const fresh = after.filter(({ name }) => !before.includes(name))
      // Some renew the cookie that the browser had before.
      return { given: fresh.length > 0 ? fresh : after }
    },
    verify: {
      'RFC6265-4.1.2.6': ({ given, expect }) => {
        expect(given.length, 'cookies that the login gave').toBeGreaterThan(0)
        expect(given.filter(({ httpOnly }) => httpOnly).length, 'of these hidden from scripts').toBeGreaterThan(0)
      },
    },
  })
})
