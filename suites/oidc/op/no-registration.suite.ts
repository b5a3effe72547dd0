import { describe } from 'vitest'
import type { Profile } from '#suites/kit/contract.ts'
import { listed, members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const registersNobody = ({ endpoints }: Profile): string | undefined =>
  endpoints.registration === undefined ? undefined : 'The profile names a registration endpoint.'

describe('Dynamic registration where there is none', { tags: ['oidc', 'op', 'discovery'] }, () => {
  scenario({
    id: 'oidc.op.no-registration.announced',
    title: 'announces no dynamic registration where it offers none',
    given: { applies: registersNobody },
    when: async ({ op }) => ({ document: members((await op.discovery()).json) }),
    verify: {
      'DISC-NO-DYNREG': ({ document, expect }) => {
        expect(document).toHaveProperty('issuer')
        expect(document).not.toHaveProperty('registration_endpoint')
      },
    },
  })

  scenario({
    id: 'oidc.op.no-registration.served',
    title: 'registers nobody at the usual addresses where it offers no registration',
    given: {
      intrusive: true,
      applies: registersNobody,
    },
    when: async ({ op, client, control }) => {
      control((await client.start()).answer)
      const paths = [
        'register',
        'registration',
        'connect/register',
        'openid/register',
        'clients-registrations/openid-connect',
      ]
      const answers = paths.map((path) =>
        op.request(`${op.issuer.replace(/\/$/, '')}/${path}`, {
          method: 'POST',
          label: 'registration request',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ redirect_uris: [client.redirectUri], client_name: 'aai-conformance' }),
        }),
      )
      return { registered: (await Promise.all(answers)).filter(({ json }) => 'client_id' in members(json)) }
    },
    verify: {
      'DISC-NO-DYNREG': ({ registered, expect }) => expect(listed(registered.map(({ url }) => url))).toBe('none'),
    },
  })
})
