import { contactKinds, type RegisteredEnvironment, type Registration } from '#fixtures/schema/registration.ts'

/** One line of a message: what, and its values. */
export interface Fact {
  readonly what: string
  readonly values: readonly string[]
}

type Value = string | readonly string[] | boolean | undefined

const fact = (what: string, value: Value): readonly Fact[] => {
  const values =
    value === undefined ? [] : [value].flat().map((each) => (each === true ? 'on' : each === false ? 'off' : each))
  return values.length === 0 ? [] : [{ what, values }]
}

const texts = (what: string, all: Readonly<Record<string, string>> = {}): readonly Fact[] =>
  Object.entries(all).map(([tag, text]) => ({ what: `${what} (${tag})`, values: [text] }))

type Contacts = NonNullable<NonNullable<Registration['service']['contacts']>['support']>

const people = (contacts: Contacts): readonly string[] =>
  [contacts].flat().map((each) => {
    if (typeof each === 'string') return each
    return each.name === undefined ? each.email : `${each.name} <${each.email}>`
  })

/** What is said of the service itself, wherever it is registered. */
export const serviceFacts = ({ service }: Registration): readonly Fact[] => [
  ...texts('Name', service.name),
  ...texts('Description', service.description),
  ...fact('Website', service.website),
  ...fact('Privacy statement', service.privacy),
  ...fact('Acceptable use policy', service.aup),
  ...fact('Country', service.country),
  ...fact('Logo', service.logo),
  ...contactKinds.flatMap((kind) => {
    const contacts = service.contacts?.[kind]
    return contacts === undefined ? [] : [{ what: `Contact, ${kind}`, values: people(contacts) }]
  }),
]

const pkceText = (pkce: RegisteredEnvironment['pkce']): Value =>
  pkce === true ? 'on (S256)' : pkce === false ? 'off' : pkce && `on (${pkce})`

/** What is registered in one environment. */
export const clientFacts = (entry: RegisteredEnvironment): readonly Fact[] => [
  ...fact('Protocol', entry.protocol === 'saml' ? 'SAML 2.0' : 'OpenID Connect'),
  ...fact('Client ID', entry.clientId),
  ...fact('Client', entry.description),
  ...fact('Kind of client', entry.protocol === 'saml' ? undefined : (entry.kind ?? 'confidential')),
  ...fact('Redirect URIs', entry.redirectUris),
  ...fact('Post-logout redirect URIs', entry.postLogoutRedirectUris),
  ...fact('Scopes', entry.scopes),
  ...fact('Grant types', entry.grants),
  ...fact('PKCE', pkceText(entry.pkce)),
  ...fact('Client software', entry.library),
  ...fact('Entity ID', entry.entityId),
  ...fact('Metadata', entry.metadata),
  ...fact('Contacts of the client', entry.contacts),
]

/** What becomes of one line. */
export interface FactChange {
  readonly what: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

const valuesOf = (facts: readonly Fact[], what: string): readonly string[] =>
  facts.find((each) => each.what === what)?.values ?? []

/** Lines that differ, and in them what came and what went. */
export const changedFacts = (before: readonly Fact[], after: readonly Fact[]): readonly FactChange[] => {
  const names = [...new Set([...after, ...before].map(({ what }) => what))]
  return names.flatMap((what) => {
    const [was, is] = [valuesOf(before, what), valuesOf(after, what)]
    const change = {
      what,
      added: is.filter((each) => !was.includes(each)),
      removed: was.filter((each) => !is.includes(each)),
    }
    return change.added.length + change.removed.length > 0 ? [change] : []
  })
}
