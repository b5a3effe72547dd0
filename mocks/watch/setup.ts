import { requirements } from '#fixtures/requirements/index.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import type { ShownSetup } from '#reports/render/watch/shown.ts'
import { attacksAt, isShared } from './played.ts'

/** What a person needs to point a service here, and which faults there are. Secrets of test accounts included. */
export interface Setup extends ShownSetup {
  readonly issuer: string
  readonly title: string
  readonly authority: boolean
}

const groups = (profile: RunningProvider['profile']): Setup['faults'] =>
  [...Map.groupBy(attacksAt(profile), ({ tries }) => tries)].map(([requirement, rows]) => ({
    requirement,
    text: requirements[requirement].text,
    rows: rows.map((attack) => ({ id: attack.id, title: attack.title, shared: isShared(attack) })),
  }))

export const setupOf = ({
  issuer,
  discoveryUrl,
  profile,
  authority,
  clients,
  people,
  saml,
}: RunningProvider): Setup => ({
  issuer,
  discoveryUrl,
  ...(profile.saml ? { saml: { metadataUrl: saml.metadataUrl, services: saml.serviceProviders() } } : {}),
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
  faults: groups(profile),
})
