import { describe } from 'vitest'
import { apiFor, closedApiFor, levelsFor, scopeOf, usesApis } from '#suites/kit/apis.ts'
import { tampered } from '#suites/kit/forgery.ts'
import { scenario } from '#suites/kit/scenario.ts'

const ROLE = 'exchanger'
const GIVEN = { needs: ['jwt-exchange'], client: ROLE, applies: usesApis(ROLE) } as const
const TYPE = 'urn:ietf:params:oauth:token-type:'

// The JWT opens data of others, so it is for those who were approved, for what they were approved, and for nobody else.
describe('Refused exchanges for the JWT of an API', { tags: ['oidc', 'op', 'jwt-exchange'] }, () => {
  for (const { id, title, params, error, condition } of [
    {
      id: 'no-audience',
      title: 'an exchange that names no API',
      params: { audience: undefined },
      error: 'invalid_request',
      condition: 'exchange.audience-missing',
    },
    {
      id: 'unknown-audience',
      title: 'an exchange for an API that nobody knows',
      params: { audience: 'https://aai-conformance.example/nothing' },
      error: 'invalid_target',
      condition: 'exchange.audience-unknown',
    },
    {
      id: 'no-subject',
      title: 'an exchange of nothing',
      params: { subject_token: undefined },
      error: 'invalid_request',
      condition: 'exchange.subject-token-missing',
    },
    {
      id: 'made-up',
      title: 'a token that it never gave',
      params: { subject_token: '3e1a7b54-0a6e-4f0c-9d38-5bb1a0a3c7f1' },
      error: 'invalid_request',
      condition: 'exchange.subject-token-invalid',
    },
    {
      id: 'subject-type',
      title: 'a token of a type that it does not exchange',
      params: { subject_token_type: `${TYPE}saml2` },
      error: 'invalid_request',
      condition: 'exchange.subject-token-type-wrong',
    },
    {
      id: 'requested-type',
      title: 'a wish for a kind of token that there is none of',
      params: { requested_token_type: `${TYPE}saml2` },
      error: 'invalid_request',
      condition: 'exchange.requested-token-type-unsupported',
    },
    {
      id: 'scope',
      title: 'a level of access that the API does not know',
      params: { scope: 'aai_unknown' },
      error: 'invalid_scope',
      condition: 'exchange.scope-invalid',
    },
  ] as const)
    scenario({
      id: `oidc.op.jwt-exchange-refusals.${id}`,
      title: `refuses ${title}`,
      given: GIVEN,
      when: async ({ op, client, control }) => {
        const { audience } = apiFor(op.profile, ROLE)
        const login = await client.login()
        control(await client.exchangeToken(login, { params: { audience } }))
        return { refused: await client.exchangeToken(login, { params: { audience, ...params } }) }
      },
      verify: { 'TX-FEIDE-JWT': ({ refused, expect }) => expect(refused).toBeTokenError(error, condition) },
    })

  scenario({
    id: 'oidc.op.jwt-exchange-refusals.closed-api',
    title: 'refuses an API whose owner has not approved the service',
    given: GIVEN,
    when: async ({ op, client, control, inapplicable }) => {
      const closed = closedApiFor(op.profile, ROLE)
      if (!closed) return inapplicable('Every API is open to the service.')
      const login = await client.login()
      control(await client.exchangeToken(login, { params: { audience: apiFor(op.profile, ROLE).audience } }))
      return { refused: await client.exchangeToken(login, { params: { audience: closed.audience } }) }
    },
    verify: {
      'TX-FEIDE-JWT': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_target', 'exchange.audience-unknown'),
    },
  })

  scenario({
    id: 'oidc.op.jwt-exchange-refusals.closed-level',
    title: 'refuses a level of access for which the service was not approved',
    given: GIVEN,
    when: async ({ op, client, control, inapplicable }) => {
      const api = apiFor(op.profile, ROLE)
      const [level] = levelsFor(op.profile, ROLE, api, false)
      if (level === undefined) return inapplicable('Every level is open to the service.')
      const login = await client.login({ scope: ['openid', scopeOf(api)].join(' ') })
      control(await client.exchangeToken(login, { params: { audience: api.audience } }))
      return { refused: await client.exchangeToken(login, { params: { audience: api.audience, scope: level } }) }
    },
    verify: {
      'TX-FEIDE-JWT': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_scope', 'exchange.scope-invalid'),
    },
  })

  scenario({
    id: 'oidc.op.jwt-exchange-refusals.tampered',
    title: 'refuses a token with one character changed',
    given: GIVEN,
    when: async ({ op, client, control }) => {
      const { audience } = apiFor(op.profile, ROLE)
      const { accessToken = '' } = await client.login()
      control(await client.exchangeToken(accessToken, { params: { audience } }))
      return { refused: await client.exchangeToken(tampered(accessToken), { params: { audience } }) }
    },
    verify: {
      'TX-FEIDE-JWT': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'exchange.subject-token-invalid'),
    },
  })

  scenario({
    id: 'oidc.op.jwt-exchange-refusals.expired',
    title: 'refuses a token that has expired',
    given: GIVEN,
    when: async ({ op, client, control, time }) => {
      const { audience } = apiFor(op.profile, ROLE)
      const login = await client.login()
      control(await client.exchangeToken(login, { params: { audience } }))
      await time.elapse(login, op.profile.lifetimes.accessToken + 2)
      return { refused: await client.exchangeToken(login, { params: { audience } }) }
    },
    verify: {
      'TX-FEIDE-JWT': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'exchange.subject-token-invalid'),
    },
  })

  scenario({
    id: 'oidc.op.jwt-exchange-refusals.other-client',
    title: 'refuses a token that was given to another service',
    given: { ...GIVEN, clients: ['web'] },
    when: async ({ op, client, clientAs, control }) => {
      const { audience } = apiFor(op.profile, ROLE)
      control(await client.exchangeToken(await client.login(), { params: { audience } }))
      return { refused: await client.exchangeToken(await clientAs('web').login(), { params: { audience } }) }
    },
    verify: {
      'TX-FEIDE-JWT': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'exchange.subject-token-other-client'),
    },
  })

  scenario({
    id: 'oidc.op.jwt-exchange-refusals.not-enabled',
    title: 'exchanges nothing for a service that is not registered for it',
    given: { ...GIVEN, clients: ['web'] },
    when: async ({ op, client, clientAs, control }) => {
      const { audience } = apiFor(op.profile, ROLE)
      control(await client.exchangeToken(await client.login(), { params: { audience } }))
      const other = clientAs('web')
      return { refused: await other.exchangeToken(await other.login(), { params: { audience } }) }
    },
    verify: {
      'TX-FEIDE-JWT': ({ refused, expect }) =>
        expect(refused).toBeTokenError('unauthorized_client', 'exchange.client-not-enabled'),
    },
  })

  for (const { id, title, options, condition, intrusive } of [
    { id: 'no-secret', title: 'does not authenticate', options: { auth: 'none' }, condition: 'client.secret-missing' },
    {
      id: 'wrong-secret',
      title: 'has a wrong secret',
      options: { secret: 'not-the-secret' },
      condition: 'client.secret-wrong',
      intrusive: true,
    },
  ] as const)
    scenario({
      id: `oidc.op.jwt-exchange-refusals.${id}`,
      title: `exchanges nothing for a service that ${title}`,
      given: { ...GIVEN, intrusive },
      when: async ({ op, client, control }) => {
        const params = { audience: apiFor(op.profile, ROLE).audience }
        const login = await client.login()
        control(await client.exchangeToken(login, { params }))
        return { refused: await client.exchangeToken(login, { params, ...options }) }
      },
      verify: { 'TX-FEIDE-JWT': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_client', condition) },
    })
})
