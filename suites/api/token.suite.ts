import { describe } from 'vitest'
import type { Evidence } from '#suites/kit/api-evidence.ts'
import type { Tools } from '#suites/kit/contract.ts'
import type { ApiToken } from '#suites/kit/contract-api.ts'
import { forged, tampered } from '#suites/kit/forgery.ts'
import { header } from '#suites/kit/header.ts'
import { citing, scenario } from '#suites/kit/scenario.ts'

type Must = 'API-BEARER' | 'RFC6749-7-validates' | 'RFC6749-7-scope' | 'RFC6749-7-expired'

/** Whoever looks at the token has to look at it in the same way, whether it is the API itself or a gatekeeper before it. */
const families = [
  { family: 'gatekeeper', protection: ['gatekeeper'], must: (): Must => 'API-BEARER' },
  { family: 'bearer', protection: ['bearer', 'jwt'], must: (id: Must): Must => id },
] as const

interface Row {
  readonly id: string
  readonly title: string
  readonly cites?: Must
  /** What is sent in the place of a good token. */
  readonly bend: (token: ApiToken, tools: Tools) => string | Promise<string>
}

/** RFC 6750 section 3.1: the words invalid_token are for all of these. */
const invalid: readonly Row[] = [
  { id: 'garbage', title: 'something that is no token', bend: () => 'aai-conformance-made-this-up' },
  { id: 'unknown', title: 'a token that its issuer never gave', bend: ({ value }) => forged(value) },
  { id: 'tampered', title: 'a token with one character changed', bend: ({ value }) => tampered(value) },
  {
    id: 'id-token',
    title: 'an ID token in the place of an access token',
    bend: ({ login }, { inapplicable }) => login.idToken ?? inapplicable('The issuer gave no ID token with it.'),
  },
  { id: 'quotes', title: 'a token that would break out of the header of the answer', bend: () => '",error="none' },
  {
    id: 'expired',
    title: 'a token after its end',
    cites: 'RFC6749-7-expired',
    bend: async (token, { api, op, time }) => {
      const seconds = api.lifetime(token) + 60
      // What an API reads in the token itself no issuer can make older.
      if (api.protection === 'jwt' && op.embedded) {
        return api.resigned(token, { claims: { iat: time.now() - seconds, nbf: undefined, exp: time.now() - 60 } })
      }
      await time.elapse(token.login, seconds)
      return token.value
    },
  },
]

for (const { family, protection, must } of families) {
  const given = { api: { protection } }

  describe(`Tokens, by whom they are looked at: ${family}`, { tags: ['api', family] }, () => {
    scenario({
      id: `api.${family}.opens`,
      title: 'answers a call with a good token, for the user of the login',
      given,
      when: async ({ api }) => {
        const token = await api.token()
        return { answer: await api.call(token), user: token.user }
      },
      verify: {
        ...citing<Evidence & { readonly user?: string }>(
          must('RFC6749-7-validates'),
          ({ answer, user, api, expect }) => {
            expect(answer).toBeServed()
            expect(api.seen(answer).user, 'the user that the API saw').toBe(user)
          },
        ),
        'RFC6750-2.1': ({ answer, expect }) => expect(answer).toBeServed(),
      },
    })

    scenario({
      id: `api.${family}.no-token`,
      title: 'challenges a call without a token, and names no error',
      given,
      when: async ({ api, control }) => {
        control(await api.call(await api.token()))
        return { answer: await api.call() }
      },
      verify: {
        ...citing<Evidence>(must('RFC6749-7-validates'), ({ answer, expect }) => expect(answer).toBeTurnedAway()),
        'RFC6750-3-challenge': ({ answer, expect }) => expect(header(answer, 'www-authenticate')).toMatch(/^Bearer\b/i),
        'RFC6750-3-no-code': ({ answer, expect }) => expect(answer).toBeBearerError(null),
      },
    })

    for (const { id, title, cites = 'RFC6749-7-validates', bend } of invalid)
      scenario({
        id: `api.${family}.${id}`,
        title: `refuses ${title}`,
        given,
        when: async (tools) => {
          const { api, control } = tools
          const token = await api.token()
          control(await api.call(token))
          return { answer: await api.call(await bend(token, tools)) }
        },
        verify: {
          ...citing<Evidence>(must(cites), ({ answer, expect }) => expect(answer).toBeTurnedAway()),
          'RFC6750-3.1-invalid_token': ({ answer, expect }) => expect(answer).toBeBearerError('invalid_token'),
        },
      })

    for (const { id, title, authorization } of [
      { id: 'bare-token', title: 'a token without Bearer before it', authorization: (token: string) => token },
      { id: 'other-scheme', title: 'a token under another scheme', authorization: (token: string) => `Basic ${token}` },
      { id: 'empty-token', title: 'a Bearer header without a token', authorization: () => 'Bearer ' },
    ])
      scenario({
        id: `api.${family}.${id}`,
        title: `refuses ${title}`,
        given,
        when: async ({ api, control }) => {
          const token = await api.token()
          control(await api.call(token))
          return { answer: await api.call(undefined, { headers: { authorization: authorization(token.value) } }) }
        },
        verify: citing<Evidence>(must('RFC6749-7-validates'), ({ answer, expect }) => expect(answer).toBeTurnedAway()),
      })

    scenario({
      id: `api.${family}.lacks-scope`,
      title: 'refuses a good token that has not the scope of the API, and says so',
      given,
      when: async ({ api, control, inapplicable }) => {
        control(await api.call(await api.token()))
        if (api.lacking === 'nothing') return inapplicable('Any token of the issuer opens this API.')
        const other = await api.token({ kind: 'lacks' })
        const isAsked = api.lacking === 'asked'
        return { answer: await api.call(isAsked ? other : await api.resigned(other, { claims: { scope: '' } })) }
      },
      verify: {
        ...citing<Evidence>(must('RFC6749-7-scope'), ({ answer, expect }) => expect(answer).toBeTurnedAway()),
        'RFC6750-3.1-insufficient_scope': ({ answer, expect }) => expect(answer).toBeBearerError('insufficient_scope'),
      },
    })

    scenario({
      id: `api.${family}.in-query`,
      title: 'does not take the token from the address',
      given,
      when: async ({ api, control }) => {
        const token = await api.token()
        control(await api.call(token))
        return { answer: await api.call(undefined, { query: { access_token: token.value } }) }
      },
      verify: { 'RFC6750-2.3-resource': ({ answer, expect }) => expect(answer).toBeTurnedAway() },
    })

    scenario({
      id: `api.${family}.two-ways`,
      title: 'refuses a token that comes in the header and in the address',
      given,
      when: async ({ api, control }) => {
        const token = await api.token()
        control(await api.call(token))
        return { answer: await api.call(token, { query: { access_token: token.value } }) }
      },
      verify: {
        'RFC6750-3.1-invalid_request': ({ answer, expect }) => expect(answer).toBeBearerError('invalid_request'),
      },
    })
  })
}
