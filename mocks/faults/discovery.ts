import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt, rewriting } from './rows.ts'

type Keys = readonly Readonly<Record<string, unknown>>[]

/** Applies a change to the published keys. */
const keys = (change: (keys: Keys) => unknown) => ({ keys: (old: unknown) => change(old as Keys) })

const each = (change: (key: Keys[number]) => Keys[number]) => keys((all) => all.map(change))

const without = (name: string) => each(({ [name]: _, ...rest }) => rest)

const without_ = (value: string) => (old: unknown) => (old as readonly string[]).filter((each) => each !== value)

const with_ = (value: string) => (old: unknown) => [...(old as readonly string[]), value]

export const discoveryFaults: readonly Fault[] = [
  ...faultsAt('discovery', 'discovery', {
    'issuer-other': [
      'a discovery document of another issuer',
      'DISC-DOCUMENT',
      { also: ['OIDCD-4.3', 'RFC8414-3.3'], set: { issuer: 'https://aai.other.example' } },
    ],
    'issuer-slash': [
      'an issuer with a slash too many',
      'DISC-DOCUMENT',
      { set: { issuer: rewriting((old) => `${old}/`) } },
    ],
    'issuer-with-query': [
      'an issuer with a query',
      'RFC8414-2-issuer',
      { set: { issuer: rewriting((old) => `${old}?realm=openaire`) } },
    ],
    'endpoint-missing': [
      'a discovery document without the userinfo endpoint',
      'DISC-ENDPOINTS',
      { also: ['OIDCD-3-userinfo'], remove: ['userinfo_endpoint'] },
    ],
    'endpoint-elsewhere': [
      'a token endpoint on another host',
      'DISC-ENDPOINTS',
      { also: ['OIDCD-3-https'], set: { token_endpoint: 'http://aai.other.example/token' } },
    ],
    'logout-unsafe': [
      'an address for logout without https',
      'OIDCRIL-2.1',
      { also: ['DISC-ENDPOINTS', 'OIDCD-3-https'], set: { end_session_endpoint: 'http://aai.other.example/logout' } },
    ],
    'logout-missing': [
      'a discovery document without end_session_endpoint',
      'OIDCRIL-2.1',
      { also: ['DISC-ENDPOINTS'], remove: ['end_session_endpoint'] },
    ],
    'subject-types-missing': [
      'a discovery document without subject_types_supported',
      'OIDCD-3-required',
      { remove: ['subject_types_supported'] },
    ],
    'no-rs256': [
      'an issuer that does not announce RS256',
      'OIDCD-3-rs256',
      { set: { id_token_signing_alg_values_supported: ['ES256'] } },
    ],
    'no-openid-scope': [
      'an issuer that does not announce the scope openid',
      'OIDCD-3-openid',
      { set: { scopes_supported: without_('openid') } },
    ],
    'claims-missing': ['a discovery document that names no claims', 'OIDCD-3-claims', { remove: ['claims_supported'] }],
    'empty-list': ['an empty list in the discovery document', 'OIDCD-4.2-empty', { set: { acr_values_supported: [] } }],
    'grant-made-up': [
      'a grant type announced that nothing serves',
      'DISC-CAPABILITIES',
      { set: { grant_types_supported: with_('urn:example:grant') } },
    ],
    'response-type-made-up': [
      'a response type announced that nothing serves',
      'DISC-CAPABILITIES',
      { set: { response_types_supported: with_('cookie') } },
    ],
    'response-mode-made-up': [
      'a response mode announced that nothing serves',
      'DISC-CAPABILITIES',
      { set: { response_modes_supported: with_('pigeon') } },
    ],
    'scope-made-up': [
      'a scope announced that the profile does not promise',
      'DISC-CAPABILITIES',
      { set: { scopes_supported: with_('everything') } },
    ],
    'pkce-method-made-up': [
      'a PKCE method announced that nothing serves',
      'DISC-CAPABILITIES',
      { set: { code_challenge_methods_supported: with_('S512') } },
    ],
    'auth-method-made-up': [
      'a client authentication method announced that the profile does not promise',
      'DISC-CAPABILITIES',
      { set: { token_endpoint_auth_methods_supported: with_('password') } },
    ],
    'auth-methods-lost': [
      'an issuer that announces client_secret_basic only',
      'DISC-CAPABILITIES',
      { set: { token_endpoint_auth_methods_supported: ['client_secret_basic'] } },
    ],
    'pkce-not-announced': [
      'an issuer that does not announce PKCE',
      'RFC9700-2.1.1-announced',
      { remove: ['code_challenge_methods_supported'] },
    ],
    'signing-alg-other': [
      'an issuer that announces another algorithm than it signs with',
      'DISC-CAPABILITIES',
      { set: { id_token_signing_alg_values_supported: ['PS256'] } },
    ],
    'assertion-alg-missing': [
      'an issuer that does not say how assertions may be signed',
      'RFC8414-2-signing-alg',
      { remove: ['token_endpoint_auth_signing_alg_values_supported'] },
    ],
    'iss-not-announced': [
      'an issuer that names itself in its responses and does not say so',
      'RFC9207-2.3-announced',
      { remove: ['authorization_response_iss_parameter_supported'], variant: 'keycloak-26' },
    ],
    drift: [
      'a member in the discovery document that the profile does not know',
      'DISC-DRIFT',
      { set: { service_documentation: 'https://aai.other.example/docs' } },
    ],
  }),
  ...faultsAt('answer', 'discovery', {
    'not-json': [
      'a discovery document that is called HTML',
      'OIDCD-4.2-json',
      { on: 'discovery', set: { 'Content-Type': 'text/html' } },
    ],
    missing: [
      'an issuer without a discovery document',
      'OIDCD-4.1',
      { on: 'discovery', answer: { status: 404, body: '' } },
    ],
    'endpoint-dead': [
      'an announced endpoint where nothing serves',
      'DISC-ENDPOINTS',
      { on: 'introspection', answer: { status: 404, body: '' } },
    ],
  }),
  ...faultsAt('jwks', 'jwks', {
    empty: ['an empty set of keys', 'DISC-JWKS', { set: { keys: [] } }],
    'no-list': ['keys by name instead of a list of them', 'RFC7517-5', { set: keys((all) => ({ ...all })) }],
    padded: [
      'a modulus with a leading zero',
      'RFC7518-6.3.1',
      { set: each(({ n, ...key }) => ({ ...key, n: `AA${n}` })) },
    ],
    'no-kid': ['keys without a kid', 'DISC-JWKS', { set: without('kid') }],
    'no-kty': ['keys without a kty', 'RFC7517-4.1', { set: without('kty') }],
    'same-kid': ['two keys with one kid', 'RFC7517-4.5', { set: keys((all) => [...all, ...all]) }],
    private: [
      'the private exponent among the published keys',
      'DISC-JWKS-PRIVATE',
      { set: each((key) => ({ ...key, d: 'AQAB' })) },
    ],
    symmetric: [
      'a symmetric key among the published keys',
      'OIDCD-3-jwks',
      { set: keys((all) => [...all, { kty: 'oct', kid: 'shared', k: 'c2VjcmV0' }]) },
    ],
    weak: ['a key of 1024 bits', 'RFC7518-3.3', { set: each((key) => ({ ...key, n: String(key.n).slice(0, 171) })) }],
    'use-unclear': [
      'keys of which some say enc and others nothing',
      'OIDCD-3-use',
      { set: each(({ use, ...key }) => (use === 'enc' ? { ...key, use } : key)) },
    ],
  }),
  ...faultsAt('discovery', 'registration', {
    announced: [
      'a registration endpoint announced where there is to be none',
      'DISC-NO-DYNREG',
      { set: { registration_endpoint: 'https://aai.other.example/register' }, variant: 'without-registration' },
    ],
  }),
  ...faultsAt('answer', 'registration', {
    served: [
      'clients registered where nobody is to be',
      'DISC-NO-DYNREG',
      {
        on: 'other',
        method: 'POST',
        answer: { status: 201, headers: { 'Content-Type': 'application/json' }, body: '{"client_id":"anybody"}' },
        variant: 'without-registration',
      },
    ],
  }),
]
