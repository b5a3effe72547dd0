import type { Client } from '#fixtures/schema/client.ts'
import type { Person } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { ClientEntry, Configuration } from '#suites/kit/config/schema.ts'

/** A configuration for `aai run`, and the environment that its secrets come from. */
export interface Prepared {
  readonly configuration: Configuration
  readonly environment: Readonly<Record<string, string>>
}

export interface TargetPlace {
  /** Name of the target. */
  readonly id: string
  readonly title: string
  readonly issuer: string
  /** Path of the profile, seen from the configuration. */
  readonly profile: string
  /** Seconds that a scenario may wait there for something to expire. */
  readonly patience: number
  /** Name of the target that is the other environment. */
  readonly pair?: string
}

/** No client of ours listens here; those without a redirect URI never use it. */
const unused = 'https://unused.example/'

/** `keycloak-22`, `web-two`, `secret` -> `KEYCLOAK_22_WEB_TWO_SECRET` */
const variable = (...parts: readonly string[]): string => parts.join('_').replaceAll(/\W/g, '_').toUpperCase()

// biome-ignore lint/style/useTemplate: in a template this reads as one too
const reference = (name: string): `\${${string}}` => ('${' + name + '}') as `\${${string}}`

const clientEntry = (client: Client, name: (what: string) => string): ClientEntry => {
  const [redirectUri = unused] = client.redirectUris
  return {
    clientId: client.clientId,
    auth: client.auth,
    redirectUri,
    redirectUris: client.redirectUris,
    postLogoutRedirectUris: client.postLogoutRedirectUris,
    ...(client.secret === undefined ? {} : { secret: reference(name('secret')) }),
    ...(client.privateKey === undefined ? {} : { privateKey: reference(name('key')) }),
    ...(client.pkce === undefined ? {} : { pkce: client.pkce }),
    ...(client.asks === undefined ? {} : { asks: client.asks }),
    ...(client.scopes === undefined ? {} : { scopes: client.scopes }),
  }
}

const secretsOf = (client: Client, name: (what: string) => string): Record<string, string> => ({
  ...(client.secret === undefined ? {} : { [name('secret')]: client.secret }),
  ...(client.privateKey === undefined ? {} : { [name('key')]: JSON.stringify(client.privateKey) }),
})

const mapped = <T, U>(record: Readonly<Record<string, T>>, map: (value: T, role: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([role, value]) => [role, map(value, role)]))

/** One target that is an issuer with the clients and people of a profile, whose owner is whoever starts it. */
export const configurationFor = ({ clients, people }: Profile, place: TargetPlace): Prepared => {
  const name =
    (role: string) =>
    (what: string): string =>
      variable(place.id, role, what)
  const userEntry = ({ username, attributes }: Person, role: string) => ({
    username,
    password: reference(name(role)('password')),
    attributes,
  })
  return {
    configuration: {
      targets: {
        [place.id]: {
          kind: 'provider',
          title: place.title,
          profile: place.profile,
          issuer: place.issuer,
          ownerAgreed: true,
          patience: place.patience,
          ...(place.pair === undefined ? {} : { pair: place.pair }),
          clients: mapped(clients, (client, role) => clientEntry(client, name(role))),
          users: mapped(people, userEntry),
        },
      },
    },
    environment: Object.assign(
      {},
      ...Object.entries(clients).map(([role, client]) => secretsOf(client, name(role))),
      ...Object.entries(people).map(([role, { password }]) => ({ [name(role)('password')]: password })),
    ),
  }
}

/** Several targets in one configuration. */
export const joined = (prepared: readonly Prepared[]): Prepared => ({
  configuration: { targets: Object.assign({}, ...prepared.map(({ configuration }) => configuration.targets)) },
  environment: Object.assign({}, ...prepared.map(({ environment }) => environment)),
})

/** Variables as lines that a shell and `node --env-file` read alike. */
export const environmentFile = (environment: Readonly<Record<string, string>>): string =>
  Object.entries(environment)
    .map(([name, value]) => {
      if (/['\n]/.test(value)) {
        throw new ConfigurationError(
          `${name} holds a quotation mark or a line break, which an environment file cannot: choose another secret in the profile.`,
        )
      }
      return `${name}='${value}'\n`
    })
    .join('')
