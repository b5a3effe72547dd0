import type { Attribute } from '#fixtures/schema/person.ts'
import type { Profile, SamlProfile } from '#fixtures/schema/profile.ts'
import { type AttributeName, isAttributeName, oidOf } from '#mocks/saml/attributes.ts'
import type { Endpoint } from '#mocks/saml/metadata.ts'
import { attributeNameFormats, bindings, nameIdFormats, statuses } from '#mocks/saml/names.ts'
import { isWeak } from '#mocks/xml/algorithms.ts'
import type { SamlAssertion, SamlLogin, SignatureFacts } from '../contract-saml.ts'

export type { AttributeName }
export { attributeNameFormats, bindings, isWeak, nameIdFormats, oidOf, statuses }

const NONE: SamlAssertion = { id: '', version: '', issueInstant: '', encrypted: false }

/** What a login brought; one that brought nothing says nothing. */
export const assertionOf = ({ response }: SamlLogin): SamlAssertion => response?.assertions[0] ?? NONE

/** Of the attribute with the OID that people call so. */
export const valuesOf = (login: SamlLogin, name: AttributeName): readonly string[] =>
  (assertionOf(login).attributes ?? []).filter((each) => each.name === oidOf(name)).flatMap(({ values }) => values)

type Promised = Readonly<Partial<Record<AttributeName, readonly string[] | undefined>>>

/** What the profile promises of a person, by name, as far as the person has it; an identifier has no value here. */
export const promised = ({ saml }: Profile, known: Readonly<Record<string, Attribute>>): Promised => {
  const found: { [name in AttributeName]?: readonly string[] | undefined } = {}
  for (const [name, { from }] of Object.entries(saml?.attributes ?? {})) {
    if (!isAttributeName(name)) continue
    const value = known[from]
    if (from === 'subject') found[name] = undefined
    else if (value !== undefined) found[name] = [value].flat().map(String)
  }
  return found
}

/** All signatures that stand in an answer. */
export const signaturesOf = ({ response }: SamlLogin): readonly SignatureFacts[] =>
  [response?.signature, ...(response?.assertions ?? []).map(({ signature }) => signature)].flatMap((each) => each ?? [])

/** Seconds from one instant to a later one; NaN where either is none. */
export const seconds = (from: string | number | undefined, to: string | undefined): number =>
  (Date.parse(to ?? '') - (typeof from === 'number' ? from : Date.parse(from ?? ''))) / 1000

/** `redirect`, `post`, `soap`, or the URI of another. */
export const bindingsOf = (endpoints: readonly Endpoint[]): readonly string[] =>
  endpoints.map(({ binding }) => Object.entries(bindings).find(([, uri]) => uri === binding)?.[0] ?? binding)

type Applies = (profile: Profile) => string | undefined

const unless =
  (holds: (saml: SamlProfile) => boolean, reason: string): Applies =>
  ({ saml }) =>
    saml && holds(saml) ? undefined : reason

/** For `given.applies`. */
export const hasLogout = unless(
  ({ bindings: { slo } }) => slo.length > 0,
  'This identity provider has no single logout.',
)
export const hasSoapLogout = unless(
  ({ bindings: { slo } }) => slo.includes('soap'),
  'This identity provider takes no logouts over SOAP.',
)
export const asksConsent = unless(({ consent }) => consent, 'This identity provider asks nobody for consent.')
export const encrypts = unless((saml) => saml.encrypts, 'This identity provider encrypts no assertions.')
export const releases = (name: AttributeName): Applies =>
  unless(({ attributes }) => name in attributes, `This identity provider releases no ${name}.`)
export const names = (format: keyof typeof nameIdFormats): Applies =>
  unless(
    (saml) => saml.nameIdFormats.includes(nameIdFormats[format]),
    `This identity provider gives no ${format} identifiers.`,
  )
