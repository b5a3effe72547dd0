import type { Client } from '#fixtures/schema/client.ts'
import type { CleanDocument } from '#fixtures/schema/document.ts'
import type { Bend } from '#fixtures/schema/fault.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { ToolFlow } from '#mocks/tool/index.ts'
import { apiVariants } from './api-variants.ts'
import { documentVariants } from './document-variants.ts'
import { migrationVariants } from './migration-variants.ts'
import { toolVariants } from './tool-variants.ts'

/** A profile of ours, changed so that a scenario which OpenAIRE's leave out has something to look at. */
export interface Variant {
  readonly title: string
  readonly change?: (profile: Profile, other: Profile, old: Profile, feide: Profile) => Profile
  /** What is right here although the published software has it wrong: a judgement that never held cannot be broken. */
  readonly mends?: readonly Bend[]
  /** It is an API beside such an issuer, by its name among ours. */
  readonly api?: string
  /** It is a service that logs people in at such an issuer. */
  readonly service?: 'reference' | 'reference-saml'
  /** The issuer speaks TLS, and so does a service of ours there. */
  readonly tls?: true
  /** It is a program of the command line that uses this flow at such an issuer, registered with PKCE or not. */
  readonly command?: { readonly flow: ToolFlow; readonly pkce?: true }
  /** It is a document that is handed in, and no issuer. */
  readonly document?: CleanDocument
  /** The issuer is its own other environment. */
  readonly pairedWithItself?: true
  /** It stands on one side of a migration, with an issuer on the other side; `itself` when both are one. */
  readonly side?: 'after' | 'before'
  readonly otherSide?: 'itself'
  /** The variant that is right where this one is wrong by itself; the issuer as it is when absent. */
  readonly control?: string
}

const announcing = (profile: Profile, members: Profile['discovery']['members']): Profile => ({
  ...profile,
  discovery: { ...profile.discovery, members: { ...profile.discovery.members, ...members } },
})

const withoutPlain = (profile: Profile): Profile => ({
  ...announcing(profile, { code_challenge_methods_supported: ['S256'] }),
  offers: profile.offers.filter((feature) => feature !== 'pkce-plain'),
  clients: Object.fromEntries(Object.entries(profile.clients).filter(([, { pkce }]) => pkce !== 'plain')),
})

const withUnknownScope = (profile: Profile): Profile => ({
  ...profile,
  scopes: { ...profile.scopes, aai_unknown: { claims: [] } },
})

/** RFC 9068 wants an audience, for which there has to be somebody. */
const byJwtProfile = ({ tokens, clients, ...profile }: Profile): Profile => ({
  ...profile,
  tokens: { ...tokens, accessToken: { ...tokens.accessToken, typ: 'at+jwt' } },
  clients: Object.fromEntries(
    Object.entries(clients).map(([role, client]) => [role, { ...client, audience: ['resource'] }]),
  ),
})

const withClaim = (profile: Profile, name: string, like: string): Profile => {
  const claim = profile.claims[like]
  if (!claim) throw new Error(`no claim ${like} for ${name} to be like`)
  return {
    ...profile,
    claims: { ...profile.claims, [name]: claim },
    scopes: Object.fromEntries(
      Object.entries(profile.scopes).map(([scope, { claims, ...rest }]) => [
        scope,
        { ...rest, claims: claims.includes(like) ? [...claims, name] : claims },
      ]),
    ),
  }
}

const withFurtherClaims = (profile: Profile): Profile =>
  withClaim(
    withClaim(profile, 'eduperson_scoped_affiliation', 'voperson_external_affiliation'),
    'entitlements',
    'eduperson_entitlement',
  )

const encrypting = (profile: Profile): Profile =>
  profile.saml ? { ...profile, saml: { ...profile.saml, encrypts: true } } : profile

const withoutRegistration = (profile: Profile): Profile => {
  const { registration: _, ...endpoints } = profile.endpoints
  return { ...profile, endpoints }
}

const renamed = (clients: Readonly<Record<string, Client>>): Record<string, Client> =>
  Object.fromEntries(Object.entries(clients).map(([role, client]) => [`other ${role}`, client]))

const onKeycloak26 = (profile: Profile): Profile => ({
  ...announcing(profile, { authorization_response_iss_parameter_supported: true }),
  dialect: 'keycloak-26',
  offers: [...profile.offers, 'response-iss'],
})

/** Services are registered like the client `web`. */
const demandingPkce = ({ clients, ...profile }: Profile): Profile => ({
  ...profile,
  clients: Object.fromEntries(
    Object.entries(clients).map(([role, client]) => [role, role === 'web' ? { ...client, pkce: 'S256' } : client]),
  ),
})

export const variants: Readonly<Record<string, Variant>> = {
  'keycloak-26': { title: 'the same issuer on Keycloak 26', change: onKeycloak26 },
  rotating: {
    title: 'an issuer that replaces refresh tokens',
    change: (profile) => ({
      ...profile,
      refresh: { ...profile.refresh, rotation: true },
      offers: [...profile.offers, 'refresh-rotation'],
    }),
  },
  'without-plain': { title: 'an issuer that offers S256 only', change: withoutPlain },
  'without-registration': { title: 'an issuer without dynamic registration', change: withoutRegistration },
  'by-the-book': {
    title: 'an issuer that does what Keycloak leaves undone',
    mends: [
      { at: 'refusal', of: ['authorization.scope-invalid'], set: { error_description: 'Invalid scopes' } },
      { at: 'behaviour', skip: ['authorization.max-age-invalid'] },
      { at: 'behaviour', behave: { criticalHeaders: 'refused' } },
      { at: 'behaviour', behave: { publicPkce: 'required' } },
      { at: 'behaviour', behave: { idTokenHint: 'honoured' } },
      { at: 'answer', on: 'token', set: { 'WWW-Authenticate': 'Basic realm="openaire"' } },
    ],
  },
  'any-scope': { title: 'an issuer that grants a scope which nobody offers', change: withUnknownScope },
  'jwt-profile': {
    title: 'an issuer whose access tokens follow RFC 9068',
    change: byJwtProfile,
    mends: [{ at: 'access-token', set: { client_id: 'conformance-beta-web' } }],
  },
  'further-claims': {
    title: 'an issuer that tells groups and affiliations under more names',
    change: withFurtherClaims,
  },
  opaque: {
    title: 'an issuer whose access tokens nobody is to read',
    change: (profile) => ({
      ...profile,
      tokens: { ...profile.tokens, accessToken: { ...profile.tokens.accessToken, form: 'uuid' } },
    }),
  },
  'patient-code': {
    title: 'an issuer whose codes live for two hours',
    change: (profile) => ({ ...profile, lifetimes: { ...profile.lifetimes, code: 7_200 } }),
  },
  ...migrationVariants,
  ...apiVariants,
  service: { title: 'the service that is right in all that it is not told to overlook', service: 'reference' },
  'service-https': { title: 'that service under https', service: 'reference', tls: true },
  'service-26': { title: 'that service at Keycloak 26', change: onKeycloak26, service: 'reference' },
  'service-with-pkce': {
    title: 'that service at an issuer that demands PKCE of it',
    change: demandingPkce,
    service: 'reference',
  },
  'saml-service': {
    title: 'the SAML service that is right in all that it is not told to overlook',
    service: 'reference-saml',
  },
  ...toolVariants,
  ...documentVariants,
  feide: { title: 'Feide', change: (_beta, _production, _old, feide) => feide },
  'saml-encrypted': { title: 'an identity provider that encrypts assertions', change: encrypting },
  'in-one': { title: 'BETA and production as one issuer', pairedWithItself: true },
  'clients-of-both': {
    title: 'an issuer that knows the clients of the other environment',
    change: (profile, other) => ({ ...profile, clients: { ...profile.clients, ...renamed(other.clients) } }),
  },
}
