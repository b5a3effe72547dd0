import { describe } from 'vitest'
import { listed, members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

/** At how many places two codes differ: what a thief who knows one would have to guess of the other. */
const differences = (one: string, other: string): number =>
  [...one].filter((character, at) => character !== other[at]).length

// RFC 6749 section 4.1 and OpenID Connect Core 3.1: the flow that every service of the federation uses.
describe('Authorization code flow', { tags: ['oidc', 'op', 'code'] }, () => {
  scenario({
    id: 'oidc.op.authorization-code.signs-in',
    title: 'signs the user in: a code with the state, and tokens for the code',
    given: { needs: ['code'] },
    when: async ({ client }) => {
      const authorization = await client.authorize()
      return { authorization, tokens: authorization.code ? await client.exchange(authorization) : undefined }
    },
    verify: {
      'CODE-HAPPY': ({ authorization, tokens, expect }) => {
        expect(authorization).toBeCallback()
        expect(authorization.params.state).toBe(authorization.request.state)
        expect(tokens).toBeTokenSuccess()
        expect(members(tokens?.body)).toHaveProperty('access_token', expect.stringMatching(/./))
      },
      'OIDCC-3.1.3.3-id_token': ({ tokens, expect }) =>
        expect(members(tokens?.body)).toHaveProperty('id_token', expect.any(String)),
      'RFC7515-2': ({ tokens, expect }) =>
        expect(members(tokens?.body)).toHaveProperty('id_token', expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)),
      'RFC6749-4.1.2-state': ({ authorization, expect }) =>
        expect(authorization.params.state).toBe(authorization.request.state),
    },
  })

  scenario({
    id: 'oidc.op.authorization-code.in-query',
    title: 'brings the code in the query, and no token by way of the browser',
    when: async ({ client, control }) => ({ authorization: control(await client.authorize()) }),
    verify: {
      'OIDCC-3.1.2.5': ({ authorization, expect }) => {
        expect(authorization.carriedBy).toBe('query')
        expect(listed(Object.keys(authorization.params).filter((name) => /token/.test(name)))).toBe('none')
      },
      'RFC9700-4.12': ({ authorization, expect }) => expect(authorization.answer.status).not.toBe(307),
    },
  })

  scenario({
    id: 'oidc.op.authorization-code.without-openid',
    title: 'gives an access token and no ID token to a request without openid',
    when: async ({ client, control }) => {
      control(await client.login())
      return { tokens: await client.login({ scope: 'profile' }) }
    },
    verify: {
      'CODE-NO-OPENID': ({ tokens, expect }) => {
        expect(tokens.body).toHaveProperty('access_token')
        expect(tokens.body).not.toHaveProperty('id_token')
      },
    },
  })

  scenario({
    id: 'oidc.op.authorization-code.unguessable',
    title: 'gives codes that nobody can guess from others',
    when: async ({ client }) => {
      const codes: string[] = []
      for (let login = 0; login < 5; login += 1) codes.push((await client.authorize()).code ?? '')
      return { codes }
    },
    verify: {
      'RFC6749-10.10': ({ codes, expect }) => {
        // 128 bits are 22 characters of base64url, or 32 of hex.
        for (const code of codes) expect(code.length).toBeGreaterThanOrEqual(22)
        const pairs = codes.flatMap((one, at) => codes.slice(at + 1).map((other) => differences(one, other)))
        expect(Math.min(...pairs), 'places at which two codes differ').toBeGreaterThanOrEqual(16)
      },
    },
  })

  scenario({
    id: 'oidc.op.authorization-code.post',
    title: 'takes the authorization request as a posted form',
    when: async ({ client, control, newBrowser }) => {
      control(await client.authorize())
      return { authorization: await client.authorize({ method: 'POST', in: await newBrowser() }) }
    },
    verify: {
      'OIDCC-3.1.2.1-methods': ({ authorization, expect }) => {
        expect(authorization).toBeCallback()
        expect(authorization.params.state).toBe(authorization.request.state)
      },
    },
  })

  scenario({
    id: 'oidc.op.authorization-code.issuer-in-response',
    title: 'names itself in every authorization response, and announces that it does',
    given: { needs: ['response-iss'] },
    when: async ({ op, client, control, newBrowser }) => ({
      issuer: op.issuer,
      document: members((await op.discovery()).json),
      authorization: control(await client.authorize()),
      refused: await client.authorize({ params: { response_type: 'aai_unknown' }, in: await newBrowser() }),
    }),
    verify: {
      'RFC9207-2': ({ authorization, refused, expect }) => {
        expect(authorization.params).toHaveProperty('iss')
        expect(refused.params).toHaveProperty('iss')
      },
      'RFC9207-2.3-issuer': ({ authorization, issuer, expect }) => expect(authorization.params.iss).toBe(issuer),
      'RFC9207-2.3-announced': ({ document, expect }) =>
        expect(document).toHaveProperty('authorization_response_iss_parameter_supported', true),
    },
  })
})
