import { describe } from 'vitest'
import type { Client, Tools } from '#suites/kit/contract.ts'
import { forged, tampered, unsigned } from '#suites/kit/forgery.ts'
import { scenario } from '#suites/kit/scenario.ts'
import { spellings } from '#suites/kit/spellings.ts'

const SILENT = { params: { prompt: 'none' } }

const toTheEnd = (client: Client) => ({ post_logout_redirect_uri: client.postLogoutRedirectUri, state: 'back' })

/** A logout that leads back, in a browser of its own. Some issuers ask first whatever they are told. */
const aGoodLogout = async ({ client, control, newBrowser }: Pick<Tools, 'client' | 'control' | 'newBrowser'>) => {
  const elsewhere = await newBrowser()
  const hint = await client.login({ in: elsewhere })
  control(await client.logout({ hint, params: toTheEnd(client), agrees: true, in: elsewhere }))
}

// Whoever can make the issuer forget a user, or lead them away in its name, has a use for it.
describe('Refused logouts', { tags: ['oidc', 'op', 'logout'] }, () => {
  for (const spelling of spellings)
    scenario({
      id: `oidc.op.logout-uri.${spelling.id}`,
      title: `does not follow a post_logout_redirect_uri ${spelling.title}`,
      given: { needs: ['logout'] },
      when: async ({ client, control, inapplicable, newBrowser }) => {
        const uri = spelling.of(client.postLogoutRedirectUri)
        if (uri === undefined) return inapplicable(`${client.postLogoutRedirectUri} cannot be spelled so.`)
        await aGoodLogout({ client, control, newBrowser })
        const hint = await client.login()
        return { refused: await client.logout({ hint, params: { post_logout_redirect_uri: uri }, agrees: true }) }
      },
      verify: {
        'LOGOUT-REDIRECT-UNREGISTERED': ({ refused, expect }) =>
          expect(refused).toBeErrorPage('logout.redirect-uri-invalid'),
        'OIDCRIL-3-registered': ({ refused, expect }) => expect(refused.kind).toBe('page'),
      },
    })

  scenario({
    id: 'oidc.op.logout-refusals.other-clients-uri',
    title: 'does not follow a post_logout_redirect_uri that another client registered',
    given: { needs: ['logout'], clients: ['web-two'] },
    when: async ({ client, clientAs, control, newBrowser }) => {
      await aGoodLogout({ client, control, newBrowser })
      const params = toTheEnd(clientAs('web-two'))
      return { refused: await client.logout({ hint: await client.login(), params, agrees: true }) }
    },
    verify: {
      'LOGOUT-REDIRECT-UNREGISTERED': ({ refused, expect }) =>
        expect(refused).toBeErrorPage('logout.redirect-uri-invalid'),
    },
  })

  scenario({
    id: 'oidc.op.logout-refusals.uri-alone',
    title: 'does not follow a post_logout_redirect_uri for which no client speaks',
    given: { needs: ['logout'] },
    when: async ({ client, control, newBrowser }) => {
      await aGoodLogout({ client, control, newBrowser })
      const stranger = await client.logout({ params: toTheEnd(client), in: await newBrowser() })
      control(await client.authorize())
      return { stranger, refused: await client.logout({ params: toTheEnd(client), agrees: true }) }
    },
    verify: {
      'LOGOUT-REDIRECT-ALONE': ({ refused, stranger, expect }) => {
        expect(stranger).toBeErrorPage('logout.redirect-uri-alone')
        expect(refused).toBeErrorPage('logout.redirect-uri-alone')
      },
    },
  })

  scenario({
    id: 'oidc.op.logout-refusals.legacy-parameter',
    title: 'does not follow the old parameter redirect',
    given: { needs: ['logout'] },
    when: async ({ client, control, newBrowser }) => {
      await aGoodLogout({ client, control, newBrowser })
      const hint = await client.login()
      const params = { redirect: client.postLogoutRedirectUri }
      return { goodbye: await client.logout({ hint, params, agrees: true }) }
    },
    verify: {
      'LOGOUT-LEGACY-PARAM': ({ goodbye, expect }) => expect(goodbye.kind).toBe('page'),
    },
  })

  for (const { id, title, bend } of [
    { id: 'forged', title: 'that somebody else has signed', bend: (token: string) => forged(token) },
    { id: 'tampered', title: 'with one character of its signature changed', bend: tampered },
    { id: 'unsigned', title: 'without a signature', bend: unsigned },
    {
      id: 'other-issuer',
      title: 'of another issuer',
      bend: (token: string) => forged(token, { iss: 'https://other.example' }),
    },
  ])
    scenario({
      id: `oidc.op.logout-refusals.${id}`,
      title: `ends no session and leads nowhere for an ID token ${title}`,
      given: { needs: ['logout', 'prompt-none'] },
      when: async ({ client, control, newBrowser }) => {
        await aGoodLogout({ client, control, newBrowser })
        const hint = await bend((await client.login()).idToken ?? '')
        const refused = await client.logout({ hint, params: toTheEnd(client) })
        return { refused, after: await client.start(SILENT) }
      },
      verify: {
        'LOGOUT-FOREIGN-HINT': ({ refused, after, expect }) => {
          expect(refused).toBeErrorPage('logout.hint-invalid')
          expect(after).toBeCallback()
        },
        'OIDCRIL-4': ({ refused, after, expect }) => {
          expect(refused.kind).toBe('page')
          expect(after).toBeCallback()
        },
      },
    })

  scenario({
    id: 'oidc.op.logout-refusals.other-environment',
    title: 'ends no session and leads nowhere for an ID token of the other environment',
    given: { needs: ['logout', 'prompt-none'], pair: true },
    when: async ({ client, control, newBrowser, pair }) => {
      await aGoodLogout({ client, control, newBrowser })
      const hint = await pair.client.login()
      control(await client.authorize())
      return { refused: await client.logout({ hint, params: toTheEnd(client) }), after: await client.start(SILENT) }
    },
    verify: {
      'LOGOUT-FOREIGN-HINT': ({ refused, after, expect }) => {
        expect(refused).toBeErrorPage('logout.hint-invalid')
        expect(after).toBeCallback()
      },
    },
  })

  scenario({
    id: 'oidc.op.logout-refusals.other-client',
    title: 'ends no session and leads nowhere for an ID token of another client',
    given: { needs: ['logout', 'prompt-none'], clients: ['web-two'] },
    when: async ({ client, clientAs, control, newBrowser }) => {
      await aGoodLogout({ client, control, newBrowser })
      const hint = await clientAs('web-two').login()
      const refused = await client.logout({ hint, params: { ...toTheEnd(client), client_id: client.id } })
      return { refused, after: await client.start(SILENT) }
    },
    verify: {
      'LOGOUT-FOREIGN-HINT': ({ refused, after, expect }) => {
        expect(refused).toBeErrorPage('logout.hint-other-client')
        expect(after).toBeCallback()
      },
      'OIDCRIL-4': ({ refused, after, expect }) => {
        expect(refused.kind).toBe('page')
        expect(after).toBeCallback()
      },
    },
  })
})
