/** The parts of Keycloak's realm import format that we write. Lifetimes are in seconds. */
export interface RealmRepresentation {
  readonly realm: string
  readonly displayName: string
  readonly enabled: true
  readonly sslRequired: 'external'
  readonly registrationAllowed: false
  readonly loginWithEmailAllowed: boolean
  readonly duplicateEmailsAllowed: boolean
  readonly bruteForceProtected: false
  readonly defaultSignatureAlgorithm: string
  readonly accessTokenLifespan: number
  readonly accessTokenLifespanForImplicitFlow: number
  readonly accessCodeLifespan: number
  readonly accessCodeLifespanLogin: number
  readonly ssoSessionIdleTimeout: number
  readonly ssoSessionMaxLifespan: number
  readonly offlineSessionIdleTimeout: number
  readonly offlineSessionMaxLifespanEnabled: boolean
  readonly offlineSessionMaxLifespan: number
  readonly oauth2DeviceCodeLifespan: number
  readonly oauth2DevicePollingInterval: number
  readonly revokeRefreshToken: boolean
  readonly refreshTokenMaxReuse: number
  readonly roles: { readonly realm: readonly Named[]; readonly client?: Readonly<Record<string, readonly Named[]>> }
  readonly clientScopes: readonly ScopeRepresentation[]
  readonly defaultDefaultClientScopes: readonly string[]
  readonly defaultOptionalClientScopes: readonly string[]
  readonly clients: readonly (ClientRepresentation | ManagementRepresentation)[]
  readonly users: readonly UserRepresentation[]
  readonly components?: Readonly<Record<string, readonly ComponentRepresentation[]>>
}

interface Named {
  readonly name: string
}

export interface ScopeRepresentation {
  readonly name: string
  readonly protocol: 'openid-connect'
  readonly attributes: Readonly<Record<string, string>>
  readonly protocolMappers: readonly MapperRepresentation[]
}

export interface MapperRepresentation {
  readonly name: string
  readonly protocol: 'openid-connect'
  readonly protocolMapper: string
  readonly config: Readonly<Record<string, string>>
}

export interface ClientRepresentation {
  /** Made by Keycloak when absent. */
  readonly id?: string
  readonly clientId: string
  readonly name: string
  readonly enabled: true
  readonly protocol: 'openid-connect'
  readonly publicClient: boolean
  readonly clientAuthenticatorType?: string
  readonly secret?: string
  readonly redirectUris: readonly string[]
  readonly webOrigins: readonly string[]
  readonly standardFlowEnabled: boolean
  readonly implicitFlowEnabled: boolean
  readonly directAccessGrantsEnabled: false
  readonly serviceAccountsEnabled: boolean
  readonly consentRequired: boolean
  readonly fullScopeAllowed: true
  readonly frontchannelLogout: false
  readonly attributes: Readonly<Record<string, string>>
  readonly defaultClientScopes: readonly string[]
  readonly optionalClientScopes: readonly string[]
  readonly protocolMappers: readonly MapperRepresentation[]
}

/** A client of Keycloak's own that keeps the permissions of the realm. */
export interface ManagementRepresentation {
  readonly clientId: string
  readonly enabled: true
  readonly protocol: 'openid-connect'
  readonly bearerOnly: true
  readonly authorizationServicesEnabled: true
  readonly authorizationSettings: AuthorizationRepresentation
}

/** Who may do what with the resources of a client; lists in `config` are JSON in a string. */
export interface AuthorizationRepresentation {
  readonly policyEnforcementMode: 'ENFORCING'
  readonly decisionStrategy: 'UNANIMOUS'
  readonly scopes: readonly Named[]
  readonly resources: readonly { readonly name: string; readonly type: string; readonly scopes: readonly Named[] }[]
  readonly policies: readonly {
    readonly name: string
    readonly type: string
    readonly config: Readonly<Record<string, string>>
  }[]
}

export interface UserRepresentation {
  /** Made by Keycloak when absent. */
  readonly id?: string
  readonly username: string
  readonly enabled: true
  readonly email?: string
  readonly emailVerified?: boolean
  readonly serviceAccountClientId?: string
  readonly credentials?: readonly { readonly type: 'password'; readonly value: string; readonly temporary: false }[]
  readonly realmRoles: readonly string[]
  readonly clientConsents?: readonly { readonly clientId: string; readonly grantedClientScopes: readonly string[] }[]
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

export interface ComponentRepresentation {
  readonly providerId: string
  readonly config: Readonly<Record<string, readonly string[]>>
}
