import { describe } from 'vitest'
import { basic } from '#suites/kit/basic.ts'
import type { Tools } from '#suites/kit/contract.ts'
import { scenario } from '#suites/kit/scenario.ts'

/** Nobody has this identifier: where it turns up, a header was believed. */
const CANARY = 'c0ffee00-0000-4000-8000-0000000ca7a2'

const given = { api: { protection: ['gatekeeper'] } } as const

/** A header may be spelled in many ways, and servers disagree which of them are the same. */
const spellings: readonly {
  readonly id: string
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
}[] = [
  { id: 'user', title: 'X-Dataporten-userid', headers: { 'X-Dataporten-userid': CANARY } },
  { id: 'user-in-capitals', title: 'X-DATAPORTEN-USERID', headers: { 'X-DATAPORTEN-USERID': CANARY } },
  { id: 'user-with-underscores', title: 'X_Dataporten_userid', headers: { X_Dataporten_userid: CANARY } },
  { id: 'user-with-one-underscore', title: 'X-Dataporten_userid', headers: { 'X-Dataporten_userid': CANARY } },
  { id: 'user-of-old', title: 'X-FeideConnect-userid', headers: { 'X-FeideConnect-userid': CANARY } },
]

describe('Headers that a caller makes up', { tags: ['api', 'gatekeeper', 'spoofed'] }, () => {
  for (const { id, title, headers } of spellings) {
    scenario({
      id: `api.spoofed.${id}`,
      title: `takes nobody for another user who sends ${title}`,
      given,
      when: async ({ api, control }) => {
        const token = await api.token()
        control(await api.call(token))
        return { answer: await api.call(token, { headers }), user: token.user }
      },
      verify: {
        'API-SPOOFED-HEADER': ({ answer, user, api, expect }) => {
          expect(answer.text, 'the answer').not.toContain(CANARY)
          if (answer.status < 300) expect(api.seen(answer).user, 'the user that the API saw').toBe(user)
        },
      },
    })

    scenario({
      id: `api.spoofed.system-as-${id}`,
      title: `takes no system for a user that sends ${title}`,
      given: { api: { ...given.api, system: true } },
      when: async ({ api, control }) => {
        control(await api.call(await api.token()))
        return { answer: await api.call(await api.token({ holder: 'system' }), { headers }) }
      },
      verify: {
        'API-SPOOFED-HEADER': ({ answer, api, expect }) => {
          expect(answer.text, 'the answer').not.toContain(CANARY)
          expect(api.seen(answer).user ?? 'nobody', 'the user that the API saw').toBe('nobody')
        },
      },
    })
  }

  for (const { id, title, shows, name } of [
    { id: 'client', title: 'another client', shows: 'client', name: 'X-Dataporten-clientid' },
    { id: 'scopes', title: 'a client with more rights', shows: 'scopes', name: 'X-Dataporten-scopes' },
    { id: 'secondary-ids', title: 'somebody with another name', shows: undefined, name: 'X-Dataporten-userid-sec' },
  ] as const)
    scenario({
      id: `api.spoofed.${id}`,
      title: `takes nobody for ${title} who sends ${name}`,
      given: { api: { ...given.api, ...(shows ? { shows: [shows] } : {}) } },
      when: async ({ api, control }) => {
        const token = await api.token()
        const before = control(await api.call(token))
        return { before, answer: await api.call(token, { headers: { [name]: CANARY } }) }
      },
      verify: {
        'API-SPOOFED-HEADER': ({ before, answer, api, expect }) => {
          expect(answer.text, 'the answer').not.toContain(CANARY)
          if (answer.status < 300) expect(api.seen(answer)).toEqual(api.seen(before))
        },
      },
    })
})

/** The direct way in is open, or was closed by a firewall, which is as good. */
const closed = { status: 403, text: '' }

const direct = { api: { protection: ['gatekeeper'], needs: ['direct'] } } as const

type Headers = (tools: Tools, token: string) => Readonly<Record<string, string>>

interface Stranger {
  readonly id: string
  readonly title: string
  readonly headers: Headers
  readonly intrusive?: true
}

const strangers: readonly Stranger[] = [
  { id: 'stranger', title: 'a stranger', headers: () => ({}) },
  { id: 'stranger-as-user', title: 'a stranger who names a user', headers: () => ({ 'X-Dataporten-userid': CANARY }) },
  {
    id: 'token-holder',
    title: 'a caller who has a token for the gatekeeper',
    headers: (_, token) => ({ authorization: `Bearer ${token}`, 'X-Dataporten-userid': CANARY }),
  },
  {
    id: 'wrong-password',
    title: 'a caller who guesses the password of the gatekeeper',
    intrusive: true,
    headers: ({ api, random }) => ({
      authorization: basic(api.credentials?.username ?? 'gatekeeper', random.unreserved(16)),
      'X-Dataporten-userid': CANARY,
    }),
  },
  {
    id: 'no-password',
    title: 'a caller who sends no password for the gatekeeper',
    intrusive: true,
    headers: ({ api }) => ({
      authorization: basic(api.credentials?.username ?? 'gatekeeper', ''),
      'X-Dataporten-userid': CANARY,
    }),
  },
]

describe('The way in past the gatekeeper', { tags: ['api', 'gatekeeper', 'spoofed'] }, () => {
  for (const { id, title, headers, intrusive } of strangers)
    scenario({
      id: `api.direct.${id}`,
      title: `refuses ${title}`,
      given: { ...direct, ...(intrusive ? { intrusive } : {}) },
      when: async (tools) => {
        const { api, control } = tools
        const token = await api.token()
        control(await api.call(token))
        return { answer: await api.callDirectly(headers(tools, token.value)) }
      },
      verify: {
        'API-SPOOFED-HEADER': ({ answer, expect }) => {
          expect((answer ?? closed).text, 'the answer').not.toContain(CANARY)
          if (answer) expect(answer).toBeTurnedAway()
        },
      },
    })

  scenario({
    id: 'api.direct.gatekeeper',
    title: 'believes the gatekeeper, who shows its credentials',
    given: { api: { protection: ['gatekeeper'], needs: ['direct', 'credentials'] } },
    when: async ({ api, inapplicable }) => {
      const { username = '', password = '' } = api.credentials ?? {}
      const headers = { authorization: basic(username, password), 'X-Dataporten-userid': CANARY }
      return { answer: (await api.callDirectly(headers)) ?? inapplicable('The way past the gatekeeper is closed.') }
    },
    verify: {
      'API-USER-HEADER': ({ answer, api, expect }) => {
        expect(answer).toBeServed()
        expect(api.seen(answer).user, 'the user that the API saw').toBe(CANARY)
      },
    },
  })
})
