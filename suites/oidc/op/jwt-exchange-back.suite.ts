import { describe } from 'vitest'
import { apiWithOwner, hasApiWithOwner } from '#suites/kit/apis.ts'
import type { Client, Tools } from '#suites/kit/contract.ts'
import { tampered } from '#suites/kit/forgery.ts'
import { words } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const ROLE = 'exchanger'
const GIVEN = { needs: ['jwt-exchange'], client: ROLE, applies: hasApiWithOwner(ROLE) } as const
const TYPE = 'urn:ietf:params:oauth:token-type:'

/** What an API was sent: a JWT that the service had for its user. */
const called = async ({ op, client }: Pick<Tools, 'op' | 'client'>) => {
  const { api, owner } = apiWithOwner(op.profile, ROLE)
  const tokens = await client.exchangeToken(await client.login(), { params: { audience: api.audience } })
  return { owner, jwt: tokens.accessToken ?? '' }
}

/** The service behind an API goes on with the JWT: it asks for a token that the issuer itself takes. */
const back = (client: Client, issuer: string, jwt: string) =>
  client.exchangeToken(jwt, {
    params: { subject_token_type: `${TYPE}jwt`, requested_token_type: `${TYPE}access_token`, audience: issuer },
  })

describe('Exchange of the JWT of an API for a token of the issuer', { tags: ['oidc', 'op', 'jwt-exchange'] }, () => {
  scenario({
    id: 'oidc.op.jwt-exchange-back.token',
    title: 'gives the service behind an API an opaque token of its own, with the scopes it is registered for',
    given: GIVEN,
    when: async ({ op, client, clientAs }) => {
      const { owner, jwt } = await called({ op, client })
      const tokens = await back(clientAs(owner), op.issuer, jwt)
      return { tokens, registered: op.profile.clients[owner]?.scopes ?? [] }
    },
    verify: {
      'RFC8693-2.2.1': ({ tokens, registered, expect }) => {
        expect(tokens).toBeTokenSuccess()
        expect(tokens.body.issued_token_type).toBe(`${TYPE}access_token`)
        expect(String(tokens.accessToken), 'a token that says nothing').not.toContain('.')
        expect(registered).toEqual(expect.arrayContaining([...words(tokens.body, 'scope')]))
      },
    },
  })

  for (const { id, title, bend } of [
    { id: 'tampered', title: 'with one character of its signature changed', bend: tampered },
    { id: 'made-up', title: 'that is no JWT at all', bend: () => 'aai-conformance.made.up' },
  ])
    scenario({
      id: `oidc.op.jwt-exchange-back.${id}`,
      title: `refuses a JWT ${title}`,
      given: GIVEN,
      when: async ({ op, client, clientAs, control }) => {
        const { owner, jwt } = await called({ op, client })
        control(await back(clientAs(owner), op.issuer, jwt))
        return { refused: await back(clientAs(owner), op.issuer, bend(jwt)) }
      },
      verify: {
        'TX-SUBJECT-BAD': ({ refused, expect }) =>
          expect(refused).toBeTokenError('invalid_request', 'exchange.subject-token-invalid'),
      },
    })

  scenario({
    id: 'oidc.op.jwt-exchange-back.other-service',
    title: 'refuses the JWT of an API to a service that is not behind it',
    given: GIVEN,
    when: async ({ op, client, clientAs, control }) => {
      const { owner, jwt } = await called({ op, client })
      control(await back(clientAs(owner), op.issuer, jwt))
      return { refused: await back(client, op.issuer, jwt) }
    },
    verify: {
      'TX-SUBJECT-BAD': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'exchange.subject-token-other-client'),
    },
  })

  scenario({
    id: 'oidc.op.jwt-exchange-back.id-token',
    title: 'refuses the ID token of a user in place of the JWT',
    given: GIVEN,
    when: async ({ op, client, clientAs, control }) => {
      const { owner, jwt } = await called({ op, client })
      control(await back(clientAs(owner), op.issuer, jwt))
      const { idToken = '' } = await client.login()
      return { refused: await back(clientAs(owner), op.issuer, idToken) }
    },
    verify: {
      'TX-SUBJECT-BAD': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'exchange.subject-token-other-client'),
    },
  })
})
