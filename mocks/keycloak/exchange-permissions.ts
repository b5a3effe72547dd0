import type { Client } from '#fixtures/schema/client.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { uuidOf } from '../op/identifiers.ts'
import type { AuthorizationRepresentation, ManagementRepresentation } from './representation.ts'
import { isAtLeast, type KeycloakVersion } from './version.ts'

const REALM_MANAGEMENT = 'realm-management'
const SCOPE = 'token-exchange'
const POLICY = 'clients that exchange tokens'

/** Until the standard exchange of 26.2 a client exchanges tokens for another one by an administrator's permission. */
export const isFineGrained = (version: KeycloakVersion): boolean => !isAtLeast(version, 26, 2)

/** The identifier of a client in Keycloak's database, which the names of its permissions carry. */
export const permissionId = ({ clientId }: Client): string => uuidOf(`client ${clientId}`)

const resourceOf = (client: Client): string => `client.resource.${permissionId(client)}`

const settings = (targets: readonly Client[], exchangers: readonly Client[]): AuthorizationRepresentation => ({
  policyEnforcementMode: 'ENFORCING',
  decisionStrategy: 'UNANIMOUS',
  scopes: [{ name: SCOPE }],
  resources: targets.map((client) => ({ name: resourceOf(client), type: 'Client', scopes: [{ name: SCOPE }] })),
  policies: [
    { name: POLICY, type: 'client', config: { clients: JSON.stringify(exchangers.map(({ clientId }) => clientId)) } },
    ...targets.map((client) => ({
      name: `${SCOPE}.permission.client.${permissionId(client)}`,
      type: 'scope',
      config: {
        resources: JSON.stringify([resourceOf(client)]),
        scopes: JSON.stringify([SCOPE]),
        applyPolicies: JSON.stringify([POLICY]),
      },
    })),
  ],
})

/** Keycloak makes them only where an import brings no client of that name. */
export const managementRoles: readonly string[] = [
  'realm-admin',
  'impersonation',
  'create-client',
  ...['realm', 'users', 'clients', 'events', 'identity-providers', 'authorization'].flatMap((what) => [
    `view-${what}`,
    `manage-${what}`,
  ]),
  ...['users', 'clients', 'realms', 'groups'].map((what) => `query-${what}`),
]

/** The client of the realm that keeps its permissions: clients registered for it may exchange for every other one. */
export const exchangePermissions = (
  { clients }: Profile,
  version: KeycloakVersion,
): readonly ManagementRepresentation[] => {
  const targets = Object.values(clients)
  const exchangers = targets.filter(({ grants }) => grants.includes('token-exchange'))
  if (!isFineGrained(version) || exchangers.length === 0) return []
  return [
    {
      clientId: REALM_MANAGEMENT,
      enabled: true,
      protocol: 'openid-connect',
      bearerOnly: true,
      authorizationServicesEnabled: true,
      authorizationSettings: settings(targets, exchangers),
    },
  ]
}
