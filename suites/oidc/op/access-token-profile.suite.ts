import { describe } from 'vitest'
import type { Profile } from '#suites/kit/contract.ts'
import { scenario } from '#suites/kit/scenario.ts'

const TYPE = 'at+jwt'

const followsIt = ({ tokens: { accessToken } }: Profile): string | undefined =>
  accessToken.typ === TYPE ? undefined : `Its access tokens do not claim to follow RFC 9068, whose type is ${TYPE}.`

// RFC 9068: an API that knows the profile needs to know nothing of the issuer's software.
describe('Access tokens by the JWT profile', { tags: ['oidc', 'op', 'access-token'] }, () => {
  scenario({
    id: 'oidc.op.access-token-profile.claims',
    title: 'says in its access tokens what they are, and what an API has to look at',
    given: { needs: ['jwt-access-token'], applies: followsIt },
    when: async ({ op, client }) => {
      const { accessToken = '' } = await client.login()
      return { token: await op.verify(accessToken), clientId: client.id }
    },
    verify: {
      'RFC9068-2.1': ({ token, expect }) => {
        expect(token).toBeVerified()
        expect(String(token.header.typ).toLowerCase()).toBe(TYPE)
      },
      'RFC9068-2.2': ({ token, clientId, expect }) => {
        const { claims } = token
        for (const name of ['iss', 'sub', 'jti']) expect(claims).toHaveProperty(name, expect.any(String))
        for (const name of ['exp', 'iat']) expect(claims).toHaveProperty(name, expect.any(Number))
        expect([claims.aud].flat().filter((each) => typeof each === 'string').length, 'aud').toBeGreaterThan(0)
        expect(claims.client_id).toBe(clientId)
      },
    },
  })
})
