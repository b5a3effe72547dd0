import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

const SILENT = { params: { prompt: 'none' } }
const STATE = "where I was: ü+%'&?"

// OpenID Connect RP-Initiated Logout 1.0: the service says goodbye, and the issuer forgets the browser.
describe('Logout', { tags: ['oidc', 'op', 'logout'] }, () => {
  for (const method of ['GET', 'POST'] as const)
    scenario({
      id: `oidc.op.logout.${method.toLowerCase()}`,
      title: `ends the session at a ${method} with an ID token, without asking`,
      given: { needs: ['logout', 'prompt-none'] },
      when: async ({ client, control }) => {
        const tokens = await client.login()
        control(await client.start(SILENT))
        const goodbye = await client.logout({ hint: tokens, method })
        return { goodbye, after: await client.start(SILENT) }
      },
      verify: {
        'LOGOUT-HINT': ({ after, expect }) =>
          expect(after).toBeAuthorizationError('login_required', 'authorization.login-required'),
        'LOGOUT-METHODS': ({ goodbye, after, expect }) => {
          expect(goodbye.answer.status).toBeLessThan(400)
          expect(after).toBeAuthorizationError('login_required', 'authorization.login-required')
        },
        'OIDCRIL-2-methods': ({ goodbye, expect }) => expect(goodbye.answer.status).toBeLessThan(400),
      },
    })

  scenario({
    id: 'oidc.op.logout.ends',
    title: 'ends the session for prompt=none and for refresh tokens',
    given: { needs: ['logout', 'prompt-none', 'refresh'], client: 'refresh' },
    when: async ({ client, control }) => {
      const tokens = control(await client.refresh(await client.login()))
      control(await client.start(SILENT))
      await client.logout({ hint: tokens })
      return { silent: await client.start(SILENT), refreshed: await client.refresh(tokens) }
    },
    verify: {
      'LOGOUT-ENDS': ({ silent, refreshed, expect }) => {
        expect(silent).toBeAuthorizationError('login_required', 'authorization.login-required')
        expect(refreshed).toBeTokenError('invalid_grant')
      },
    },
  })

  scenario({
    id: 'oidc.op.logout.confirmed',
    title: 'asks before it ends a session for which no ID token speaks, and ends it then',
    given: { needs: ['logout', 'prompt-none'] },
    when: async ({ client, browser, control }) => {
      control(await client.authorize())
      await client.logout()
      const asked = await client.start(SILENT)
      const question = await client.logout()
      if (question.asks) await browser.answer({}, { label: 'logout confirmed' })
      return { asked, after: await client.start(SILENT) }
    },
    verify: {
      'OIDCRIL-2-ask': ({ asked, expect }) => expect(asked).toBeCallback(),
      'LOGOUT-CONFIRM': ({ after, expect }) =>
        expect(after).toBeAuthorizationError('login_required', 'authorization.login-required'),
    },
  })

  scenario({
    id: 'oidc.op.logout.other-session',
    title: 'asks before it ends a session other than the one of the ID token',
    given: { needs: ['logout', 'prompt-none'] },
    when: async ({ client, newBrowser }) => {
      const theirs = await client.login({ in: await newBrowser() })
      await client.login()
      await client.logout({ hint: theirs })
      return { asked: await client.start(SILENT) }
    },
    verify: {
      'OIDCRIL-2-ask': ({ asked, expect }) => expect(asked).toBeCallback(),
    },
  })

  scenario({
    id: 'oidc.op.logout.redirect',
    title: 'leads back to the service with the state, where an ID token is sent along',
    given: { needs: ['logout'] },
    when: async ({ client }) => {
      const hint = await client.login()
      const params = { post_logout_redirect_uri: client.postLogoutRedirectUri, state: STATE }
      return { goodbye: await client.logout({ hint, params }) }
    },
    verify: {
      'LOGOUT-REDIRECT': ({ goodbye, expect }) => {
        expect(goodbye.kind).toBe('callback')
        expect(goodbye.params.state).toBe(STATE)
      },
      'OIDCRIL-3-state': ({ goodbye, expect }) => expect(goodbye.params).toEqual({ state: STATE }),
    },
  })

  scenario({
    id: 'oidc.op.logout.redirect-by-client-id',
    title: 'leads back to the service with the state, where client_id is sent and the user agrees',
    given: { needs: ['logout'] },
    when: async ({ client, browser, control }) => {
      control(await client.authorize())
      const params = { client_id: client.id, post_logout_redirect_uri: client.postLogoutRedirectUri, state: STATE }
      const question = await client.logout({ params })
      return { goodbye: question.asks ? await browser.answer({}, { label: 'logout confirmed' }) : question }
    },
    verify: {
      'LOGOUT-REDIRECT': ({ goodbye, expect }) => {
        expect(goodbye.kind).toBe('callback')
        expect(goodbye.params.state).toBe(STATE)
      },
      'OIDCRIL-3-state': ({ goodbye, expect }) => expect(goodbye.params).toEqual({ state: STATE }),
    },
  })

  scenario({
    id: 'oidc.op.logout.expired-hint',
    title: 'takes an expired ID token for a hint',
    given: { needs: ['logout', 'prompt-none'] },
    when: async ({ op, client, control, time }) => {
      const tokens = await client.login()
      await time.elapse(tokens, op.profile.lifetimes.idToken + 2)
      control(await client.start(SILENT))
      const params = { post_logout_redirect_uri: client.postLogoutRedirectUri }
      return { goodbye: await client.logout({ hint: tokens, params }), after: await client.start(SILENT) }
    },
    verify: {
      'LOGOUT-EXPIRED-HINT': ({ goodbye, after, expect }) => {
        expect(goodbye.kind).toBe('callback')
        expect(after).toBeAuthorizationError('login_required', 'authorization.login-required')
      },
      'OIDCRIL-2-expired': ({ after, expect }) =>
        expect(after).toBeAuthorizationError('login_required', 'authorization.login-required'),
    },
  })
})
