import { describe } from 'vitest'
import { apiFor, apiScopesOf, closedApiFor, machineIsNobody, scopeOf, usesApis } from '#suites/kit/apis.ts'
import { listed, members, words } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const GRANT = { grant_type: 'client_credentials' }
const NEEDS = ['client-credentials'] as const

// What a machine is for at an issuer of people: APIs of third parties, and nothing about anybody.
describe('Client credentials for APIs', { tags: ['oidc', 'op', 'client-credentials'] }, () => {
  for (const { id, title, scope } of [
    { id: 'userinfo', title: 'tells a machine nothing at userinfo', scope: undefined },
    { id: 'userinfo-scopes', title: 'tells it nothing with profile and email either', scope: 'profile email' },
  ])
    scenario({
      id: `oidc.op.client-credentials-apis.${id}`,
      title,
      given: { needs: [...NEEDS, 'userinfo'], client: 'service', clients: ['web'], applies: machineIsNobody },
      when: async ({ client, clientAs, control }) => {
        control(await clientAs('web').userinfo(await clientAs('web').login()))
        const tokens = control(await client.token({ ...GRANT, ...(scope === undefined ? {} : { scope }) }))
        return { granted: words(tokens.body, 'scope'), refused: await client.userinfo(tokens) }
      },
      verify: {
        'CC-USERINFO-FEIDE': ({ granted, refused, expect }) => {
          if (scope !== undefined) expect(granted).toEqual(scope.split(' ').toSorted())
          expect(refused).toBeBearerError('invalid_token', 'userinfo.no-user')
          expect(listed(Object.keys(members(refused.json)).filter((name) => /^(sub|name|email)/.test(name)))).toBe(
            'none',
          )
        },
      },
    })

  scenario({
    id: 'oidc.op.client-credentials-apis.scopes',
    title: 'names the scopes of APIs with their prefix, exactly those for which the machine is registered',
    given: { needs: NEEDS, client: 'service', applies: usesApis('service') },
    when: async ({ op, client, control }) => {
      const scopes = words(control(await client.token(GRANT)).body, 'scope')
      const expected = apiScopesOf(op.profile, 'service')
      const others = op.profile.clients.service?.scopes?.filter((scope) => !expected.includes(scope)) ?? []
      return { granted: scopes.filter((scope) => !others.includes(scope)), expected }
    },
    verify: {
      'CC-SCOPES-FEIDE': ({ granted, expected, expect }) => {
        expect(listed(granted), 'scopes of APIs').toBe(listed(expected))
        expect(listed(granted.filter((scope) => !scope.startsWith('gk_'))), 'without the prefix').toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.client-credentials-apis.one-scope',
    title: 'gives a machine the one API that it asks for',
    given: { needs: NEEDS, client: 'service', applies: usesApis('service') },
    when: async ({ op, client }) => {
      const scope = scopeOf(apiFor(op.profile, 'service'))
      return { tokens: await client.token({ ...GRANT, scope }), scope }
    },
    verify: {
      'CC-SCOPES-FEIDE': ({ tokens, scope, expect }) => {
        expect(tokens).toBeTokenSuccess()
        expect(listed(words(tokens.body, 'scope'))).toBe(scope)
      },
    },
  })

  scenario({
    id: 'oidc.op.client-credentials-apis.closed-api',
    title: 'gives a machine no API whose owner has not approved it',
    given: {
      needs: NEEDS,
      client: 'service',
      applies: (profile) =>
        usesApis('service')(profile) ?? (closedApiFor(profile, 'service') ? undefined : 'Every API is open to it.'),
    },
    when: async ({ op, client, control }) => {
      const closed = closedApiFor(op.profile, 'service')
      const scope = scopeOf(apiFor(op.profile, 'service'))
      control(await client.token({ ...GRANT, scope }))
      const wanted = closed ? scopeOf(closed) : 'gk_nothing'
      return { wanted, asked: await client.token({ ...GRANT, scope: wanted }), all: await client.token(GRANT) }
    },
    verify: {
      'CC-SCOPES-FEIDE': ({ wanted, asked, all, expect }) => {
        for (const { body } of [asked, all]) expect(words(body, 'scope')).not.toContain(wanted)
        if (asked.status >= 400) expect(asked).toBeTokenError('invalid_scope', 'credentials.scope-invalid')
      },
    },
  })
})
