import { describe } from 'vitest'
import { header } from '#suites/kit/header.ts'
import { listed, members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

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
      // A loopback issuer is one of ours, or somebody's experiment.
      'RFC8414-2-issuer': ({ answer, expect }) =>
        expect(String(members(answer.json).issuer)).toMatch(
          /^(https:\/\/|http:\/\/(127\.|localhost\b|\[::1\]))[^?#]+$/,
        ),
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
