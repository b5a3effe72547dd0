import { describe } from 'vitest'
import { tampered } from '#suites/kit/forgery.ts'
import { scenario } from '#suites/kit/scenario.ts'

const TYPE = 'urn:ietf:params:oauth:token-type:'

// An exchange turns one token into others, so nothing but a good token in good hands may start it.
describe('Refused token exchanges', { tags: ['oidc', 'op', 'token-exchange'] }, () => {
  for (const { id, type } of [
    { id: 'refresh-token', type: `${TYPE}refresh_token` },
    { id: 'id-token', type: `${TYPE}id_token` },
    { id: 'jwt', type: `${TYPE}jwt` },
    { id: 'saml2', type: `${TYPE}saml2` },
    { id: 'made-up', type: 'access_token' },
  ])
    scenario({
      id: `oidc.op.token-exchange-type.${id}`,
      title: `refuses ${type} for a subject_token_type`,
      given: { needs: ['token-exchange'], client: 'exchanger', clients: ['web'] },
      when: async ({ client, clientAs, control }) => {
        const { accessToken = '' } = await clientAs('web').login()
        control(await client.exchangeToken(accessToken))
        return { refused: await client.exchangeToken(accessToken, { params: { subject_token_type: type } }) }
      },
      verify: {
        'TX-SUBJECT-TYPE': ({ refused, expect }) => {
          expect(refused).toBeTokenError('invalid_request', 'exchange.subject-token-type-wrong')
          expect(refused.body).not.toHaveProperty('access_token')
        },
      },
    })

  scenario({
    id: 'oidc.op.token-exchange-refusals.audience',
    title: 'refuses an audience that is no registered client',
    given: { needs: ['token-exchange'], client: 'exchanger', clients: ['web', 'resource'] },
    when: async ({ client, clientAs, control }) => {
      const { accessToken = '' } = await clientAs('web').login()
      control(await client.exchangeToken(accessToken, { params: { audience: clientAs('resource').id } }))
      return { refused: await client.exchangeToken(accessToken, { params: { audience: 'aai-conformance-nobody' } }) }
    },
    verify: {
      'TX-AUDIENCE': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_client', 'exchange.audience-unknown'),
    },
  })

  for (const { id, title, options, condition, intrusive } of [
    {
      id: 'no-secret',
      title: 'that does not authenticate',
      options: { auth: 'none' },
      condition: 'client.secret-missing',
      intrusive: undefined,
    },
    {
      id: 'wrong-secret',
      title: 'that has a wrong secret',
      options: { secret: 'not-the-secret' },
      condition: 'client.secret-wrong',
      intrusive: true,
    },
  ] as const)
    scenario({
      id: `oidc.op.token-exchange-client.${id}`,
      title: `exchanges nothing for a client ${title}`,
      given: { needs: ['token-exchange'], client: 'exchanger', clients: ['web'], intrusive },
      when: async ({ client, clientAs, control }) => {
        const { accessToken = '' } = await clientAs('web').login()
        control(await client.exchangeToken(accessToken))
        return { refused: await client.exchangeToken(accessToken, options) }
      },
      verify: {
        'TX-CLIENT-AUTH': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_client', condition),
      },
    })

  for (const { role, title } of [
    { role: 'web-two', title: 'a client that is not registered for it' },
    { role: 'public', title: 'a public client that is not registered for it' },
  ])
    scenario({
      id: `oidc.op.token-exchange-client.${role}`,
      title: `exchanges nothing for ${title}`,
      given: { needs: ['token-exchange'], client: role, clients: ['exchanger', 'web'] },
      when: async ({ client, clientAs, control }) => {
        const { accessToken = '' } = await clientAs('web').login()
        control(await clientAs('exchanger').exchangeToken(accessToken))
        const own = await client.login()
        return { refused: await client.exchangeToken(own) }
      },
      verify: {
        'TX-CLIENT-AUTH': ({ refused, expect }) =>
          expect(refused).toBeTokenError('unauthorized_client', 'exchange.client-not-enabled'),
      },
    })

  for (const { id, title, params } of [
    { id: 'subject-missing', title: 'subject_token', params: { subject_token: undefined } },
    { id: 'type-missing', title: 'subject_token_type', params: { subject_token_type: undefined } },
  ])
    scenario({
      id: `oidc.op.token-exchange-refusals.${id}`,
      title: `refuses an exchange without ${title}`,
      given: { needs: ['token-exchange'], client: 'exchanger' },
      when: async ({ client, control }) => {
        const { accessToken = '' } = await client.login()
        control(await client.exchangeToken(accessToken))
        return { refused: await client.exchangeToken(accessToken, { params }) }
      },
      verify: {
        'RFC8693-2.1': ({ refused, expect }) => {
          expect(refused.status).toBeGreaterThanOrEqual(400)
          expect(refused.body).not.toHaveProperty('access_token')
        },
      },
    })

  scenario({
    id: 'oidc.op.token-exchange-refusals.error-code',
    title: 'answers invalid_request to a subject token that is not valid',
    given: { needs: ['token-exchange'], client: 'exchanger' },
    when: async ({ client, control }) => {
      const { accessToken = '' } = await client.login()
      control(await client.exchangeToken(accessToken))
      return { refused: await client.exchangeToken(tampered(accessToken)) }
    },
    verify: {
      'RFC8693-2.2.2': ({ refused, expect }) => {
        expect(refused.status).toBe(400)
        expect(refused.body).toHaveProperty('error', 'invalid_request')
      },
    },
  })
})
