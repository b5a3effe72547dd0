import { describe } from 'vitest'
import type { EndpointName, Profile } from '#suites/kit/contract.ts'
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

// OpenID Connect Discovery 3: where a client is sent by the document and by nothing else.
describe('Announced endpoints', { tags: ['oidc', 'op', 'discovery'] }, () => {
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
    id: 'oidc.op.discovery.logout-endpoint',
    title: 'names the address at which a client ends the login of its user',
    given: { needs: ['logout'] },
    when: async ({ op }) => ({ document: members((await op.discovery()).json) }),
    verify: {
      'OIDCRIL-2.1': ({ document, expect }) => {
        expect(document).toHaveProperty('end_session_endpoint', expect.any(String))
        expect(isSafe(document.end_session_endpoint), 'over https').toBe(true)
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
})
