import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

describe('Tokens of others, and those that were taken back', { tags: ['api', 'bearer'] }, () => {
  scenario({
    id: 'api.bearer.other-issuer',
    title: 'refuses a good token of another issuer',
    given: { api: { protection: ['bearer', 'jwt'] }, pair: true },
    when: async ({ api, control, pair }) => {
      control(await api.call(await api.token()))
      const { accessToken } = await pair.client.login()
      return { answer: await api.call(accessToken) }
    },
    verify: {
      'RFC6749-7-validates': ({ answer, expect }) => expect(answer).toBeTurnedAway(),
      'RFC6750-3.1-invalid_token': ({ answer, expect }) => expect(answer).toBeBearerError('invalid_token'),
    },
  })

  scenario({
    id: 'api.bearer.revoked',
    title: 'refuses a token that its client has revoked, where the issuer is asked',
    given: { api: { protection: ['bearer'] }, needs: ['revocation'] },
    when: async ({ api, control }) => {
      const token = await api.token()
      control(await api.call(token))
      control(await api.revoke(token))
      return { answer: await api.call(token) }
    },
    verify: {
      'RFC6749-7-validates': ({ answer, expect }) => expect(answer).toBeTurnedAway(),
      'RFC6750-3.1-invalid_token': ({ answer, expect }) => expect(answer).toBeBearerError('invalid_token'),
    },
  })
})
