import type { SamlProfile } from '#fixtures/schema/profile.ts'
import { ExpiringMap } from '#mocks/op/expiring-map.ts'
import type { Issuer } from '#mocks/op/issuer.ts'
import type { AuthnRequest, NameId } from '#mocks/saml/messages.ts'
import type { Binding } from '#mocks/saml/names.ts'
import type { IdpKeys } from './keys.ts'
import type { ServiceProvider, ServiceProviders } from './service-provider.ts'

/** What a service was told of a session. */
export interface Participant {
  readonly entityId: string
  readonly nameId: NameId
  readonly sessionIndex: string
  /** Name of the login, if it has one. */
  readonly login: string | undefined
}

export interface Session {
  /** Value of the browser's cookie. */
  readonly id: string
  readonly subject: string
  /** Milliseconds since the epoch. */
  readonly authenticatedAt: number
  readonly participants: readonly Participant[]
}

/** A login that was asked for, and checked; `request` is absent where nobody asked. */
export interface Asked {
  readonly sp: ServiceProvider
  readonly acs: string
  readonly request?: AuthnRequest
  readonly relayState?: string
}

/** A login that waits for the user, in the browser that began it. */
export interface PendingLogin extends Asked {
  readonly browser: string
}

/** A logout on its way from service to service. */
export interface PendingLogout {
  /** To whom it is answered in the end; nobody where the user began it here. */
  readonly initiator?: {
    readonly sp: ServiceProvider
    readonly requestId: string
    readonly relayState?: string
    readonly binding: Binding
  }
  readonly left: readonly Participant[]
  /** Somebody could not be reached, or refused. */
  readonly partial: boolean
  /** Whose answer is awaited, to which request. */
  readonly awaited?: { readonly sp: ServiceProvider; readonly requestId: string }
}

/** One identity provider as played: what its profile says, and what it has in memory. */
export interface Idp {
  readonly issuer: Issuer
  /** With its entityID on this origin. */
  readonly saml: SamlProfile
  readonly keys: IdpKeys
  readonly sps: ServiceProviders
  readonly sessions: ExpiringMap<Session>
  readonly logins: ExpiringMap<PendingLogin>
  readonly logouts: ExpiringMap<PendingLogout>
  /** Subject and entity for which the user agreed. */
  readonly consents: Set<string>
}

/** How long a page of a login, or the answer of a service to a logout, may take; milliseconds. */
const PATIENCE = 30 * 60 * 1000

export const newIdp = (issuer: Issuer, saml: SamlProfile, keys: IdpKeys, sps: ServiceProviders): Idp => ({
  ...{ issuer, saml, keys, sps },
  sessions: new ExpiringMap(saml.lifetimes.session * 1000, issuer.now),
  logins: new ExpiringMap(PATIENCE, issuer.now),
  logouts: new ExpiringMap(PATIENCE, issuer.now),
  consents: new Set(),
})

export const endpointOf = ({ issuer, saml }: Idp, name: keyof SamlProfile['endpoints']): string =>
  issuer.origin + saml.endpoints[name]

export const consentKey = (subject: string, entityId: string): string => `${subject} ${entityId}`
