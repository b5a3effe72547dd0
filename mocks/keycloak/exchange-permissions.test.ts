import { describe, expect, it } from 'vitest'
import { loadProfile } from '../profiles/load.ts'
import { exchangePermissions, managementRoles } from './exchange-permissions.ts'
import { realmOf } from './realm.ts'
import { keycloakVersion } from './version.ts'

const beta = loadProfile('openaire-beta')
const v22 = keycloakVersion('22.0.5')
const v26 = keycloakVersion('26.7.3')

describe('permissions to exchange tokens', () => {
  const [management] = exchangePermissions(beta, v22)
  const { resources = [], policies = [] } = management?.authorizationSettings ?? {}

  it('let the clients that are registered for it exchange for each client, by the identifier it is imported under', () => {
    const target = realmOf(beta, v22).clients.find(({ clientId }) => clientId === beta.clients.resource?.clientId)
    const id = target && 'id' in target ? target.id : undefined
    expect(resources.map(({ name }) => name)).toContain(`client.resource.${id}`)
    const permission = policies.find(({ name }) => name === `token-exchange.permission.client.${id}`)
    expect(permission?.config).toMatchObject({ resources: `["client.resource.${id}"]`, scopes: '["token-exchange"]' })
    const applied: string[] = JSON.parse(permission?.config.applyPolicies ?? '[]')
    const policy = policies.find(({ name }) => applied.includes(name))
    expect(policy?.config.clients).toBe(JSON.stringify([beta.clients.exchanger?.clientId]))
  })

  it('bring the roles that Keycloak makes only for a client of its own', () => {
    expect(realmOf(beta, v22).roles.client).toEqual({ 'realm-management': managementRoles.map((name) => ({ name })) })
    expect(managementRoles).toContain('realm-admin')
  })

  it('are neither known to the standard exchange of 26.2, nor needed where nobody exchanges', () => {
    expect(exchangePermissions(beta, v26)).toEqual([])
    expect(realmOf(beta, v26).clients.every((client) => !('id' in client))).toBe(true)
    expect(exchangePermissions({ ...beta, clients: {} }, v22)).toEqual([])
  })
})
