import type { RequirementId } from '#fixtures/requirements/index.ts'
import { requirements } from '#fixtures/requirements/index.ts'
import { attacks } from '#mocks/faults/index.ts'
import type { RunningProvider } from '#mocks/op/index.ts'

/** What a person needs to point a service here, and which faults there are. Secrets of test accounts included. */
export interface Setup {
  readonly issuer: string
  readonly discoveryUrl: string
  readonly title: string
  readonly authority: boolean
  readonly clients: readonly {
    readonly name: string
    readonly clientId: string
    readonly secret?: string
    readonly auth: string
    readonly pkce?: string
    readonly redirectUris: readonly string[]
    readonly postLogoutRedirectUris: readonly string[]
  }[]
  readonly users: readonly { readonly username: string; readonly password: string; readonly title: string }[]
  readonly faults: readonly {
    readonly requirement: string
    readonly text: string
    readonly rows: readonly { readonly id: string; readonly title: string }[]
  }[]
}

const textOf = (id: string): string => (id in requirements ? requirements[id as RequirementId].text : '')

const groups = (): Setup['faults'] =>
  [...Map.groupBy(attacks, ({ tries }) => tries)].map(([requirement, rows]) => ({
    requirement,
    text: textOf(requirement),
    rows: rows.map(({ id, title }) => ({ id, title })),
  }))

export const setupOf = ({ issuer, discoveryUrl, profile, authority, clients, people }: RunningProvider): Setup => ({
  issuer,
  discoveryUrl,
  title: profile.title,
  authority: authority !== undefined,
  clients: Object.entries(clients).map(
    ([name, { clientId, secret, auth, pkce, redirectUris, postLogoutRedirectUris }]) => ({
      ...{ name, clientId, auth, redirectUris, postLogoutRedirectUris },
      ...(secret === undefined ? {} : { secret }),
      ...(pkce === undefined ? {} : { pkce }),
    }),
  ),
  users: Object.values(people).map(({ username, password, title }) => ({ username, password, title })),
  faults: groups(),
})
