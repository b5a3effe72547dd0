import type { ClientAuthMethod } from '#fixtures/schema/client.ts'
import type { Answer } from '#fixtures/schema/dialect.ts'
import type { Attribute } from '#fixtures/schema/person.ts'
import type { EndpointName, Profile } from '#fixtures/schema/profile.ts'
import type { Target } from '#reports/model.ts'
import { type ApiSeed, addressesOf } from './target-api.ts'
import type { CommandSeed } from './target-command.ts'
import type { DocumentSeed } from './target-document.ts'
import { hostsOfIdp, type SamlSeed } from './target-saml.ts'
import { type ServiceSeed, serviceAddresses } from './target-service.ts'
import type { Relations } from './targets/relations.ts'

/** A client that we are at the target. */
export interface TargetClient {
  readonly clientId: string
  readonly auth: ClientAuthMethod
  readonly secret?: string
  /** JWK, for private_key_jwt. */
  readonly privateKey?: Readonly<Record<string, unknown>>
  readonly redirectUri: string
  /** Others that it registered. */
  readonly redirectUris: readonly string[]
  /** Where a logout may end; absent: nothing is known of one. */
  readonly postLogoutRedirectUris?: readonly string[]
  /** The method this client must use; absent: PKCE is optional. */
  readonly pkce?: 'S256' | 'plain'
  /** Scopes that it always asks for beside those of the occasion. */
  readonly asks?: readonly string[]
  /** Absent: all of the profile. */
  readonly scopes?: readonly string[]
}

export interface TargetUser {
  readonly username: string
  readonly password: string
  readonly attributes: Readonly<Record<string, Attribute>>
}

/** How the pages of this issuer are recognised and answered. */
export interface LoginForms {
  readonly username: string
  readonly password: string
  /** Names of the buttons of the consent page. */
  readonly accept: string
  readonly cancel: string
  /** Name of a hidden field in which a script notes `true` or `false` when one of them is pressed. */
  readonly decision?: string
  /** Name of the buttons of a page where the user chooses among accounts, each worth a user name or an organisation. */
  readonly account?: string
  /** Name of the buttons of a page where the user chooses an organisation. */
  readonly organisation?: string
  /** Buttons that lead on from pages in between, each with what its page is called: `warning`. */
  readonly steps?: Readonly<Record<string, string>>
  /** Further hosts that a login leads through, such as that of an identity provider. */
  readonly hosts?: readonly string[]
}

/** Keycloak's, which our own pages follow. */
export const keycloakForms: LoginForms = {
  username: 'username',
  password: 'password',
  accept: 'accept',
  cancel: 'cancel',
}

export type DriverName = 'http' | 'browser'

/** All that a scenario needs to know of one target; plain data, handed to the workers. Holds secrets: never stored. */
export interface TargetSeed extends Relations {
  readonly id: string
  readonly title: string
  readonly kind: Target['kind']
  readonly issuer: string
  readonly discoveryUrl: string
  readonly profile: Profile
  readonly dialect: string
  readonly conditions: Readonly<Record<string, Answer>>
  /** Scenarios that this software is known to break, with what it does. */
  readonly quirks: Readonly<Record<string, string | null>>
  /** Whose quirks those are, where they are not those of the dialect. */
  readonly software?: string
  readonly endpoints: Readonly<Partial<Record<EndpointName, string>>>
  readonly clients: Readonly<Record<string, TargetClient>>
  readonly users: Readonly<Record<string, TargetUser>>
  readonly forms: LoginForms
  /** Seconds that we are ready to wait for something to expire. */
  readonly patience: number
  /** The owner agreed to wrong passwords and the like; true for what we start ourselves. */
  readonly intrusive: boolean
  readonly driver: DriverName
  /** PEM of an authority to trust beside the usual ones. */
  readonly authority?: string
  /** Host names that live elsewhere: `aai.example.org` -> `127.0.0.1:8443`. */
  readonly hosts: Readonly<Record<string, string>>
  /** The API that is the target, where it is not the issuer itself whose tokens it takes. */
  readonly api?: ApiSeed
  /** The service that is the target, where it is not the issuer itself at which it logs people in. */
  readonly service?: ServiceSeed
  /** The program that is the target, where it is not the issuer itself of which it is a client. */
  readonly command?: CommandSeed
  /** The document that is the target; there is no issuer then. */
  readonly document?: DocumentSeed
  /** Where it is an identity provider that speaks SAML as well, or nothing else. */
  readonly saml?: SamlSeed
  readonly samlOnly?: true
  /** The fault that this embedded issuer bears from the start. */
  readonly fault?: string
  /** Ids of the scenarios to play here; all when absent. */
  readonly only?: readonly string[]
}

/** Hosts, with their ports, where an issuer lives and to which its logins lead. */
export const hostsOf = ({ issuer, endpoints, forms, api, service, saml }: TargetSeed): readonly string[] => [
  ...[
    issuer,
    ...Object.values(endpoints),
    ...(api ? addressesOf(api) : []),
    ...(service ? serviceAddresses(service) : []),
  ].flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : [])),
  ...(forms.hosts ?? []),
  ...(saml ? hostsOfIdp(saml) : []),
]

/** Secrets of a target by the name under which a reader knows them. */
export const secretsOf = (target: TargetSeed): readonly (readonly [name: string, secret: string])[] => [
  ...Object.values(target.clients).flatMap((client) =>
    client.secret ? [['client_secret', client.secret] as const] : [],
  ),
  ...Object.values(target.users).map((user) => ['password', user.password] as const),
  ...(target.api?.credentials ? [['password', target.api.credentials.password] as const] : []),
]
