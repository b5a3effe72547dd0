import type { Client } from '#fixtures/schema/client.ts'
import type { Person } from '#fixtures/schema/person.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import { loadDialect } from '#mocks/profiles/load-dialect.ts'

const indent = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n')

const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const credential = ({ auth, secret, privateKey }: Client): string => {
  if (auth === 'none') return '(public: no secret)'
  return auth === 'private_key_jwt' && privateKey ? '(private key in the profile)' : (secret ?? '')
}

const clientRow = ([name, client]: readonly [string, Client]): readonly string[] => [
  name,
  client.clientId,
  credential(client),
  client.auth,
  client.pkce === undefined ? '' : `PKCE ${client.pkce}`,
]

const userRow = ([, person]: readonly [string, Person]): readonly string[] => [
  person.username,
  person.password,
  person.title,
]

const redirectUris = ({ clients, profile }: RunningProvider): string => {
  const uris = `Redirect URIs of "web": ${(clients.web?.redirectUris ?? []).join(', ')}`
  const exact = loadDialect(profile.dialect).switches.loopbackPorts === 'registered'
  return exact ? `${uris}; to the letter, the port included.` : `${uris}; on loopback any port will do.`
}

/** Where users log in, as login_hint has it. */
const organisations = ({ profile }: RunningProvider): readonly string[] => {
  const rows = (profile.organisations ?? []).flatMap(({ kind, realm, title }) => {
    if (kind === 'guest') return []
    return [[kind === 'feide' ? `feide|realm|${realm}` : realm, title]]
  })
  if (rows.length === 0) return []
  const any = ['feide|all', 'Any of these organisations']
  return ['Organisations (login_hint)', indent(table([any, ...rows])), '']
}

const apis = ({ profile }: RunningProvider): readonly string[] => {
  const rows = (profile.apis ?? []).map(({ name, scopes, audience }) => [
    [`gk_${name}`, ...scopes.map((level) => `gk_${name}_${level}`)].join(' '),
    audience,
  ])
  return rows.length === 0 ? [] : ['APIs (scopes, audience of a token exchange)', indent(table(rows)), '']
}

interface Beside {
  /** Path of the file with the certificate authority. */
  readonly authority?: string
  readonly control?: { readonly url: string; readonly token: string }
  /** Address of the page that shows logins as they happen. */
  readonly watch?: string
  /** About the APIs that are served beside it. */
  readonly apis?: readonly string[]
  /** Roles of the clients that the user brought. */
  readonly added: readonly string[]
}

const samlOf = ({ profile, origin, saml }: RunningProvider): readonly string[] => {
  if (!profile.saml) return []
  const known = saml.serviceProviders()
  const rows = known.map((entityId, index) => `${index === 0 ? 'services ' : '         '}  ${entityId}`)
  const how = `register a service with --sp FILE or URL, or at ${origin}/sp`
  return ['', 'SAML identity provider', indent([`metadata   ${saml.metadataUrl}`, ...rows, `           ${how}`])]
}

/** What a person needs to point a service here. */
export const introduction = (
  provider: RunningProvider,
  { authority, control, watch, apis: served = [], added }: Beside,
): string => {
  const clients = Object.entries(provider.clients)
  const ordered = [
    ...clients.filter(([name]) => added.includes(name)),
    ...clients.filter(([name]) => !added.includes(name)),
  ]
  return [
    `${provider.profile.title}, played at`,
    '',
    indent([`issuer     ${provider.issuer}`, `discovery  ${provider.discoveryUrl}`]),
    ...(watch === undefined ? [] : ['', indent([`watch      ${watch}`])]),
    ...(authority === undefined
      ? []
      : ['', indent([`authority  ${authority}`, `           NODE_EXTRA_CA_CERTS=${authority} for services in Node`])]),
    ...(control === undefined ? [] : ['', indent([`control    ${control.url}`, `           token ${control.token}`])]),
    ...samlOf(provider),
    '',
    'Clients (name, client ID, secret, authentication)',
    indent(table(ordered.map(clientRow))),
    '',
    redirectUris(provider),
    'A client of your own: --client FILE.',
    '',
    'Users (name, password)',
    indent(table(Object.entries(provider.people).map(userRow))),
    '',
    ...organisations(provider),
    ...apis(provider),
    ...(served.length === 0 ? [] : ['APIs beside it', indent(served), '']),
    'Test accounts only. Ctrl-C ends it.',
  ].join('\n')
}
