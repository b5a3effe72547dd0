import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6749 section 3.1: of two values nobody may choose one.
describe('Repeated parameters', { tags: ['oidc', 'op', 'code'] }, () => {
  for (const [name, values] of [
    ['scope', ['openid', 'openid email']],
    ['nonce', ['one', 'two']],
    ['response_type', ['code', 'code']],
  ] as const)
    scenario({
      id: `oidc.op.repeated-parameters.${name.replace('_', '-')}`,
      title: `refuses a request with two ${name} parameters`,
      when: async ({ client, control, newBrowser }) => {
        control(await client.start())
        return { refused: await client.authorize({ params: { [name]: values }, in: await newBrowser() }) }
      },
      verify: {
        'RFC6749-3.1-repeated': ({ refused, expect }) =>
          expect(refused).toBeAuthorizationError('invalid_request', 'authorization.duplicated-parameter'),
      },
    })

  scenario({
    id: 'oidc.op.repeated-parameters.client-id',
    title: 'refuses a request with two client_id parameters, and chooses none',
    given: { clients: ['web-two'] },
    when: async ({ client, clientAs, control, newBrowser }) => {
      control(await client.start())
      const params = { client_id: [client.id, clientAs('web-two').id] }
      return { refused: await client.authorize({ params, in: await newBrowser() }) }
    },
    verify: {
      'RFC6749-3.1-repeated': ({ refused, expect }) => expect(refused).toBeErrorPage('authorization.client-duplicated'),
    },
  })
})
