import { describe } from 'vitest'
import type { Authorization } from '#suites/kit/contract.ts'
import { citing, type Judge } from '#suites/kit/definition.ts'
import { header } from '#suites/kit/header.ts'
import { scenario } from '#suites/kit/scenario.ts'
import { spellings } from '#suites/kit/spellings.ts'

interface Evidence {
  readonly refused: Authorization
}
const onPage: Judge<Evidence> = ({ refused, expect }) => expect(refused).toBeErrorPage()

// RFC 9700 section 2.1: a code sent to the wrong address is a user lost, so the comparison leaves no room.
describe('redirect_uri of the authorization request', { tags: ['oidc', 'op', 'redirect-uri'] }, () => {
  for (const spelling of spellings)
    scenario({
      id: `oidc.op.redirect-uri.${spelling.id}`,
      title: `refuses a redirect_uri ${spelling.title}`,
      when: async ({ client, control, inapplicable, newBrowser }) => {
        const redirectUri = spelling.of(client.redirectUri)
        if (redirectUri === undefined) return inapplicable(`${client.redirectUri} cannot be spelled so.`)
        control(await client.start())
        return { refused: await client.authorize({ params: { redirect_uri: redirectUri }, in: await newBrowser() }) }
      },
      verify: {
        'CODE-REDIRECT-MATCH': ({ refused, expect }) =>
          expect(refused).toBeErrorPage('authorization.redirect-uri-invalid'),
        'RFC9700-2.1-exact': ({ refused, expect }) => expect(refused.kind).toBe('page'),
        ...(spelling.id === 'fragment' ? citing<Evidence>('RFC6749-3.1.2-fragment', onPage) : {}),
        ...(spelling.id === 'other-host' ? citing<Evidence>('RFC6749-3.1.2.4', onPage) : {}),
      },
    })

  scenario({
    id: 'oidc.op.redirect-uri.missing',
    title: 'refuses an OpenID Connect request without redirect_uri',
    when: async ({ client, control, newBrowser }) => {
      control(await client.start())
      return { refused: await client.authorize({ params: { redirect_uri: undefined }, in: await newBrowser() }) }
    },
    verify: {
      'OIDCC-3.1.2.1-redirect_uri': ({ refused, expect }) =>
        expect(refused).toBeErrorPage('authorization.redirect-uri-missing'),
    },
  })

  scenario({
    id: 'oidc.op.redirect-uri.empty',
    title: 'refuses an OpenID Connect request with an empty redirect_uri',
    when: async ({ client, control, newBrowser }) => {
      control(await client.start())
      return { refused: await client.authorize({ params: { redirect_uri: '' }, in: await newBrowser() }) }
    },
    verify: {
      'OIDCC-3.1.2.1-redirect_uri': ({ refused, expect }) =>
        expect(refused).toBeErrorPage('authorization.redirect-uri-missing'),
    },
  })

  scenario({
    id: 'oidc.op.redirect-uri.twice',
    title: 'refuses a good redirect_uri that is followed by a bad one',
    when: async ({ op, client, control }) => {
      control(await client.start())
      const params = { redirect_uri: [client.redirectUri, 'https://evil.example/callback'] }
      const { url } = client.authorizationUrl({ params })
      return { refused: await op.request(url, { label: 'authorization request' }) }
    },
    verify: {
      'RFC9700-2.1-open-redirector': ({ refused, expect }) =>
        expect(header(refused, 'location')).not.toContain('evil.example'),
      'RFC6749-3.1-repeated': ({ refused, expect }) =>
        expect(refused.status >= 400 || /[?&#]error=/.test(header(refused, 'location')), 'an error').toBe(true),
    },
  })

  scenario({
    id: 'oidc.op.redirect-uri.loopback-port',
    title: 'accepts a redirect_uri on a loopback address with any port',
    when: async ({ client, control, inapplicable }) => {
      const loopback = client.redirectUris.find((uri) => /^http:\/\/(127\.0\.0\.1|\[::1\])\//.test(uri))
      if (loopback === undefined) return inapplicable('The client registered no loopback address without a port.')
      const redirectUri = loopback.replace(/(?<=\d|\])\//, ':51234/')
      control(await client.authorize())
      return { authorization: await client.start({ params: { redirect_uri: redirectUri } }) }
    },
    verify: {
      'RFC8252-7.3': ({ authorization, expect }) => expect(authorization).toBeCallback(),
    },
  })
})
