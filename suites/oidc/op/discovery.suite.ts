import { describe } from 'vitest'
import type { EndpointName, Profile } from '#suites/kit/contract.ts'
import { header } from '#suites/kit/header.ts'
import { listed, members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const announcedAs: Partial<Record<EndpointName, string>> = {
  authorization: 'authorization_endpoint',
  token: 'token_endpoint',
  userinfo: 'userinfo_endpoint',
  jwks: 'jwks_uri',
  introspection: 'introspection_endpoint',
  deviceAuthorization: 'device_authorization_endpoint',
  endSession: 'end_session_endpoint',
}

const promised = (profile: Profile, issuer: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(announcedAs).flatMap(([name, member]) => {
      const path = profile.endpoints[name as EndpointName]
      return path === undefined ? [] : [[member, new URL(path, issuer).href]]
    }),
  )

const isSafe = (url: unknown): boolean =>
  URL.canParse(String(url)) && (new URL(String(url)).protocol === 'https:' || isLoopback(new URL(String(url))))
const isLoopback = (url: URL): boolean => /^(127\.|localhost$|\[::1\]$)/.test(url.hostname)

// OpenID Connect Discovery 1.0: a client configures itself from this document and from nothing else.
describe('Discovery', { tags: ['oidc', 'op', 'discovery'] }, () => {
  scenario({
    id: 'oidc.op.discovery.issuer',
    title: 'names the very issuer below which the document was asked for',
    when: async ({ op }) => ({ answer: await op.discovery(), issuer: op.issuer }),
    verify: {
      'DISC-DOCUMENT': ({ answer, issuer, expect }) => {
        expect(answer.status).toBe(200)
        expect(members(answer.json)).toHaveProperty('issuer', issuer)
      },
      'OIDCD-4.3': ({ answer, issuer, expect }) => expect(members(answer.json)).toHaveProperty('issuer', issuer),
      'RFC8414-3.3': ({ answer, issuer, expect }) => expect(members(answer.json)).toHaveProperty('issuer', issuer),
      'RFC8414-2-issuer': ({ answer, expect }) => {
        const issuer = new URL(String(members(answer.json).issuer))
        expect(issuer.protocol === 'https:' || isLoopback(issuer), 'https').toBe(true)
        expect(issuer.search + issuer.hash).toBe('')
      },
      'OIDCD-4.2-json': ({ answer, expect }) => {
        expect(header(answer, 'content-type')).toMatch(/^application\/json\b/)
      },
    },
  })

  scenario({
    id: 'oidc.op.discovery.complete',
    title: 'publishes everything that a client cannot do without',
    when: async ({ op }) => ({ document: members((await op.discovery()).json) }),
    verify: {
      'OIDCD-3-required': ({ document, expect }) => {
        for (const member of ['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri'])
          expect(document).toHaveProperty(member, expect.stringMatching(/^https?:\/\//))
        for (const member of ['response_types_supported', 'subject_types_supported'])
          expect(document).toHaveProperty(member, expect.arrayContaining([expect.any(String)]))
      },
      'OIDCD-3-rs256': ({ document, expect }) =>
        expect(document).toHaveProperty('id_token_signing_alg_values_supported', expect.arrayContaining(['RS256'])),
      'OIDCD-3-openid': ({ document, expect }) =>
        expect(document).toHaveProperty('scopes_supported', expect.arrayContaining(['openid'])),
      'OIDCD-3-userinfo': ({ document, expect }) =>
        expect(document).toHaveProperty('userinfo_endpoint', expect.stringMatching(/^https?:\/\//)),
      'OIDCD-3-claims': ({ document, expect }) =>
        expect(document).toHaveProperty('claims_supported', expect.arrayContaining(['sub'])),
      'OIDCD-4.2-empty': ({ document, expect }) => {
        const empty = Object.entries(document).filter(([, value]) => Array.isArray(value) && value.length === 0)
        expect(listed(empty.map(([member]) => member)), 'members that are empty lists').toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.discovery.endpoints',
    title: 'names every promised endpoint, over https and where the profile says',
    when: async ({ op }) => ({
      document: members((await op.discovery()).json),
      expected: promised(op.profile, op.issuer),
    }),
    verify: {
      'DISC-ENDPOINTS': ({ document, expected, expect }) => {
        for (const [member, url] of Object.entries(expected)) expect(document).toHaveProperty(member, url)
      },
      'OIDCD-3-https': ({ document, expected, expect }) => {
        const plain = Object.keys(expected).filter((member) => !isSafe(document[member]))
        expect(listed(plain), 'endpoints without https').toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.discovery.endpoints-alive',
    title: 'serves at every address that it announces',
    when: async ({ op }) => {
      const document = members((await op.discovery()).json)
      const { origin } = new URL(op.issuer)
      const served = Object.entries(document).filter(([member]) => /(_endpoint|^jwks_uri|_iframe)$/.test(member))
      const answers = served.map(async ([member, address]): Promise<[string, number]> => {
        const url = String(address)
        if (!URL.canParse(url) || new URL(url).origin !== origin) return [member, 200]
        const { status } = await op.request(url)
        if (status !== 404) return [member, status]
        // Some serve nothing but POST, and say 404 instead of 405.
        const posted = await op.request(url, { method: 'POST' })
        return [member, posted.status === 404 ? 404 : 405]
      })
      return { statuses: Object.fromEntries(await Promise.all(answers)) }
    },
    verify: {
      'DISC-ENDPOINTS': ({ statuses, expect }) => {
        const dead = Object.entries(statuses).filter(([, status]) => status === 404 || status >= 500)
        expect(Object.keys(statuses)).toContain('token_endpoint')
        expect(listed(dead.map((pair) => pair.join(': '))), 'announced addresses where nothing serves').toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.discovery.well-known',
    title: 'publishes the document at the issuer, its closing slash dropped, and the well-known path',
    when: async ({ op }) => ({
      answer: await op.request(`${op.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
        label: 'discovery',
      }),
      issuer: op.issuer,
    }),
    verify: {
      'OIDCD-4.1': ({ answer, issuer, expect }) => {
        expect(answer.status).toBe(200)
        expect(members(answer.json)).toHaveProperty('issuer', issuer)
      },
    },
  })
})
