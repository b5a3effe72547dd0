import { describe } from 'vitest'
import { forged, tampered } from '#suites/kit/forgery.ts'
import { scenario } from '#suites/kit/scenario.ts'

describe('Subject tokens of an exchange', { tags: ['oidc', 'op', 'token-exchange'] }, () => {
  for (const { id, title, bend } of [
    { id: 'made-up', title: 'that it never gave', bend: () => 'aai-conformance-made-this-up' },
    { id: 'tampered', title: 'with one character changed', bend: tampered },
    { id: 'forged', title: 'that somebody else has signed', bend: (token: string) => forged(token) },
  ])
    scenario({
      id: `oidc.op.token-exchange-subject.${id}`,
      title: `refuses a subject token ${title}`,
      given: { needs: ['token-exchange'], client: 'exchanger', clients: ['web'] },
      when: async ({ client, clientAs, control }) => {
        const { accessToken = '' } = await clientAs('web').login()
        control(await client.exchangeToken(accessToken))
        return { refused: await client.exchangeToken(await bend(accessToken)) }
      },
      verify: {
        'TX-SUBJECT-BAD': ({ refused, expect }) =>
          expect(refused).toBeTokenError('invalid_request', 'exchange.subject-token-invalid'),
      },
    })

  scenario({
    id: 'oidc.op.token-exchange-subject.expired',
    title: 'refuses a subject token that has expired',
    given: { needs: ['token-exchange'], client: 'exchanger', clients: ['web'] },
    when: async ({ op, client, clientAs, control, time }) => {
      const tokens = await clientAs('web').login()
      control(await client.exchangeToken(tokens))
      await time.elapse(tokens, op.profile.lifetimes.accessToken + 2)
      return { refused: await client.exchangeToken(tokens) }
    },
    verify: {
      'TX-SUBJECT-BAD': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'exchange.subject-token-invalid'),
    },
  })

  scenario({
    id: 'oidc.op.token-exchange-subject.revoked',
    title: 'refuses a subject token that was revoked',
    given: { needs: ['token-exchange', 'revocation'], client: 'exchanger', clients: ['web'] },
    when: async ({ client, clientAs, control }) => {
      const { accessToken = '' } = await clientAs('web').login()
      control(await client.exchangeToken(accessToken))
      control(await clientAs('web').revoke(accessToken))
      return { refused: await client.exchangeToken(accessToken) }
    },
    verify: {
      'TX-SUBJECT-BAD': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'exchange.subject-token-invalid'),
    },
  })

  scenario({
    id: 'oidc.op.token-exchange-subject.other-environment',
    title: 'refuses a subject token of the other environment',
    given: { needs: ['token-exchange'], pair: true, client: 'exchanger', clients: ['web'] },
    when: async ({ client, clientAs, control, pair }) => {
      control(await client.exchangeToken(await clientAs('web').login()))
      const foreign = await pair.clientAs('web').login()
      return { refused: await client.exchangeToken(foreign) }
    },
    verify: {
      'TX-SUBJECT-BAD': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'exchange.subject-token-invalid'),
    },
  })
})
