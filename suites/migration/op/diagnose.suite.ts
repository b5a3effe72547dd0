import { describe } from 'vitest'
import type { Authorization, TokenAnswer, Tools } from '#suites/kit/contract.ts'
import { scenario } from '#suites/kit/scenario.ts'

type Asking = Pick<Tools, 'client' | 'control' | 'newBrowser' | 'inapplicable'>

const REQUIRED = { needs: ['pkce-s256'], client: 'pkce' } as const

/** An authorization of a client that must use PKCE, with parameters that it should not send so. */
const bent = async (
  { client, control, newBrowser, inapplicable }: Asking,
  params: Record<string, string | undefined>,
) => {
  control(await client.start())
  const refused = await client.authorize({ pkce: 'S256', params, in: await newBrowser() })
  return refused.code === undefined ? refused : inapplicable('This issuer lets a client off PKCE.')
}

/** As the log of a service or of the issuer holds what was seen. */
const logged = ({ error = '', error_description: description = '' }: Readonly<Record<string, unknown>>): string =>
  `2026-11-22 10:00:00 ERROR oidc - token request failed: ${error} (${description})`

const AS_LOGGED = {
  buffers:
    'upstream sent too big header while reading response header from upstream, client: 192.0.2.7, server: portal.example, request: "GET /oidc/callback HTTP/1.1"',
  code: 'type=CODE_TO_TOKEN_ERROR, realmId=openaire, clientId=portal, error=invalid_code, grant_type=authorization_code',
  redirect: 'type=LOGIN_ERROR, realmId=openaire, clientId=portal, error=invalid_redirect_uri',
}

const refusedCode = async ({ client, control }: Asking): Promise<TokenAnswer> => {
  control(await client.login())
  return client.exchange('a-code-that-nobody-gave')
}

const refusedRedirect = async ({ client, control, newBrowser }: Asking): Promise<Authorization> => {
  control(await client.start())
  const params = { redirect_uri: `${client.redirectUri}/unregistered` }
  return client.authorize({ params, in: await newBrowser() })
}

// The common issues of the guide: whoever meets one of them should read its cause and not a specification.
describe('What an error means', { tags: ['migration', 'op', 'diagnose'] }, () => {
  scenario({
    id: 'migration.op.diagnose.method-missing',
    title: 'refuses a request without code_challenge_method in words that are understood',
    given: REQUIRED,
    when: async (tools) => ({
      refused: await bent(tools, { code_challenge: undefined, code_challenge_method: undefined }),
    }),
    verify: { 'MIG-DIAGNOSE': ({ refused, expect }) => expect(refused).toBeDiagnosed('service', 'MIG-PKCE') },
  })

  scenario({
    id: 'migration.op.diagnose.challenge-missing',
    title: 'refuses a request without code_challenge in words that are understood',
    given: REQUIRED,
    when: async (tools) => ({ refused: await bent(tools, { code_challenge: undefined }) }),
    verify: { 'MIG-DIAGNOSE': ({ refused, expect }) => expect(refused).toBeDiagnosed('service', 'MIG-PKCE') },
  })

  scenario({
    id: 'migration.op.diagnose.verifier-missing',
    title: 'refuses a code without its code_verifier in words that are understood',
    given: REQUIRED,
    when: async ({ client, control }) => {
      control(await client.login())
      return { refused: await client.exchange(await client.authorize(), { verifier: null }) }
    },
    verify: {
      'MIG-DIAGNOSE': ({ refused, expect }) => expect(refused).toBeDiagnosed('service', 'PKCE-VERIFIER-MISSING'),
    },
  })

  scenario({
    id: 'migration.op.diagnose.code',
    title: 'refuses a code that another issuer may have given in words that are understood',
    when: async (tools) => ({ refused: await refusedCode(tools) }),
    verify: { 'MIG-DIAGNOSE': ({ refused, expect }) => expect(refused).toBeDiagnosed('service', 'CODE-OTHER-OP') },
  })

  scenario({
    id: 'migration.op.diagnose.redirect-uri',
    title: 'refuses a redirect URI that nobody registered in words that are understood',
    when: async (tools) => ({ refused: await refusedRedirect(tools) }),
    verify: {
      'MIG-DIAGNOSE': ({ refused, expect }) => expect(refused).toBeDiagnosed('registration', 'CODE-REDIRECT-MATCH'),
    },
  })

  scenario({
    id: 'migration.op.diagnose.userinfo',
    title: 'refuses a token of another issuer at userinfo in words that are understood',
    given: { needs: ['userinfo'] },
    when: async ({ client, control }) => {
      control(await client.userinfo(await client.login()))
      return { refused: await client.userinfo('a-token-that-nobody-gave') }
    },
    verify: { 'MIG-DIAGNOSE': ({ refused, expect }) => expect(refused).toBeDiagnosed('service', 'USERINFO-INVALID') },
  })

  scenario({
    id: 'migration.op.diagnose.pasted',
    title: 'leaves lines in a log that are understood, as are those of the proxy before the service',
    when: async (tools) => ({ line: logged((await refusedCode(tools)).body) }),
    verify: {
      'MIG-DIAGNOSE': ({ line, expect }) => {
        expect(line).toBeDiagnosed('service', 'CODE-OTHER-OP')
        expect(AS_LOGGED.code).toBeDiagnosed('service', 'CODE-OTHER-OP')
        expect(AS_LOGGED.redirect).toBeDiagnosed('registration', 'CODE-REDIRECT-MATCH')
        expect(AS_LOGGED.buffers).toBeDiagnosed('proxy', 'NET-PROXY-BUFFERS')
      },
    },
  })
})
