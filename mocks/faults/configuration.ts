import type { Fault } from '#fixtures/schema/fault.ts'
import { replacing as at, documentFaults } from './documents.ts'

const OLD = 'https://aai.openaire.eu/oidc'
const NEW = 'https://aai.openaire.eu/auth/realms/openaire'
const BETA = 'https://beta.aai.openaire.eu/auth/realms/openaire'

const php = documentFaults('php', 'configuration-php', {
  'legacy issuer in PHP': at('MIG-ENDPOINTS', NEW)(`${OLD}/`),
  'redirect URI by http in PHP': at('RP-HTTPS', 'https://maps')('http://maps'),
  'redirect URI with a wildcard in PHP': at('REG-REDIRECT-EXACT', 'auth.php')('*'),
  'session longer than its token': at('RP-SESSION-LIFETIME', '60 * 60')('24 * 60 * 60'),
  'scope that nobody offers in PHP': at('REG-SCOPES', "'email' =>")("'groups' =>"),
  'client id of the example': at('MIG-CLIENT-KEPT', 'portal-of-maps')('some-client-id'),
  'method of PKCE that there is not': at('RP-PKCE', '"S256"')('"SHA256"'),
  'PKCE left out in PHP': at('RP-PKCE', '$pkceCodeChallengeMethod = "S256";')(''),
})

const apache = documentFaults('apache', 'configuration-apache', {
  'legacy token endpoint among new ones': at('MIG-ENDPOINTS', `${NEW}/protocol/openid-connect/token`)(`${OLD}/token`),
  'key set of BETA in production': at(
    'WORKFLOW-2',
    `${NEW}/protocol/openid-connect/certs`,
  )(`${BETA}/protocol/openid-connect/certs`),
  'issuer with a slash too many': at('OIDCD-4.3-compare', `Issuer ${NEW}`)(`Issuer ${NEW}/`),
  'certificates that nobody looks at': at('RP-IDT-SIGNATURE', 'ValidateServer On')('ValidateServer Off'),
  'cookie for every script': at('RP-SESSION', 'HTTPOnly On')('HTTPOnly Off'),
  'scopes without openid in Apache': at('REG-SCOPES', '"openid email"')('"email"'),
  'plain as the method of PKCE': at('RP-PKCE', 'OIDCPKCEMethod S256')('OIDCPKCEMethod plain'),
})

const proxy = documentFaults('proxy', 'configuration-proxy', {
  'issuer that nobody looks at': at('RP-IDT-CLAIMS', 'verification = false')('verification = true'),
  'nonce that nobody looks at': at('RP-NONCE', 'nonce = false')('nonce = true'),
  'redirect URI of the proxy by http': at('RP-HTTPS', 'https://maps')('http://maps'),
  'legacy address for codes': at('MIG-ENDPOINTS', 'scope =')(`redeem_url = "${OLD}/token"\nscope =`),
})

const environment = documentFaults('environment', 'configuration-environment', {
  'discovery document for the issuer': at(
    'OIDCD-4.3-compare',
    `OIDC_ISSUER=${NEW}`,
  )(`OIDC_ISSUER=${NEW}/.well-known/openid-configuration`),
  'parameter of old at the logout': at('MIG-LOGOUT-PARAM', 'post_logout_redirect_uri')('redirect'),
  'address after the logout as it is': at(
    'MIG-LOGOUT-PARAM',
    'https%3A%2F%2Fmaps.library.eu%2F',
  )('https://maps.library.eu/'),
  'introspection without a secret': at('MIG-INTROSPECTION', 'OIDC_CLIENT_SECRET=$SECRET\n')(''),
  'PKCE that is off': at('RP-PKCE', 'OIDC_PKCE=S256')('OIDC_PKCE=off'),
  'legacy logout among new addresses': at(
    'MIG-ENDPOINTS',
    `${NEW}/protocol/openid-connect/logout`,
  )(`${OLD}/saml/logout`),
})

const lists = [
  ...documentFaults('redirect-uris', 'redirect-uris', {
    'address by http in a list': at('REG-REDIRECT-HTTPS', 'https:')('http:'),
    'address with a wildcard in a list': at('REG-REDIRECT-EXACT', 'callback/silent')('*'),
    'address twice in a list': at('REG-REDIRECT-EXACT', '/silent')(''),
    'address of the AAI in a list': at(
      'MIG-ENDPOINTS',
      'https://maps.library.eu/oidc/callback/silent',
    )(`${OLD}/authorize`),
  }),
  ...documentFaults('post-logout-uris', 'post-logout-uris', {
    'address after a logout by http in a list': at('REG-POST-LOGOUT-HTTPS', 'https:')('http:'),
    'address after a logout with a fragment in a list': at('REG-POST-LOGOUT', '/bye')('/#bye'),
  }),
  ...documentFaults('entitlements', 'entitlements', {
    'entitlement without an authority': at('CLAIM-ENTITLEMENT-SYNTAX', '#aai.openaire.eu')(''),
    'entitlement with a blank': at('CLAIM-ENTITLEMENT-SYNTAX', ':readers')(':all readers'),
    'entitlement in quotes': at('CLAIM-ENTITLEMENT-SYNTAX', 'urn:geant')('"urn:geant'),
    'entitlement from an authority that is none': at('CLAIM-AUTHZ', '#aai.openaire.eu')('#aai.openaire.com'),
    'entitlement for everybody': at('CLAIM-AUTHZ', ':readers')(':*'),
    'entitlement that differs in a capital letter': at(
      'CLAIM-AUTHZ',
      'maps.library.eu:readers',
    )('datacite.example:Editors:role=curator'),
    'entitlement twice, with another escape': at(
      'CLAIM-AUTHZ',
      'maps.library.eu:readers',
    )('datacite.example:editors:role=c%75rator'),
  }),
]

const discovery = documentFaults('document', 'discovery-document', {
  'document without subject types': at(
    'OIDCD-3-required',
    '"subject_types_supported": ["public", "pairwise"]',
  )('"x": true'),
  'document with an empty list': at('OIDCD-4.2-empty', '["public", "pairwise"]')('[]'),
  'document whose issuer has a query': at('RFC8414-2-issuer', `"issuer": "${NEW}"`)(`"issuer": "${NEW}?x=y"`),
  'key set by http': at('OIDCD-3-https', '"jwks_uri": "https:')('"jwks_uri": "http:'),
  'token endpoint elsewhere': at('DISC-ENDPOINTS', 'openid-connect/token",')('openid-connect/tokens",'),
  'legacy key set in a document': at('MIG-ENDPOINTS', `${NEW}/protocol/openid-connect/certs`)(`${OLD}/jwk`),
  'device endpoint of BETA in a document': at(
    'WORKFLOW-2',
    `${NEW}/protocol/openid-connect/auth/device`,
  )(`${BETA}/protocol/openid-connect/auth/device`),
  'document without userinfo': at('OIDCD-3-userinfo', '"userinfo_endpoint"')('"other_endpoint"'),
  'grant that was not promised': at('DISC-CAPABILITIES', '"refresh_token"')('"saml2-bearer"'),
  'document without RS256': at('OIDCD-3-rs256', '"RS256"')('"RS257"'),
  'document without openid': at('OIDCD-3-openid', '"openid"')('"openid2"'),
  'document without claims': at('OIDCD-3-claims', '"claims_supported"')('"claims"'),
})

/** What may be wrong in configurations of clients, in lists, and in a discovery document. */
export const configurationFaults: readonly Fault[] = [
  ...php,
  ...apache,
  ...proxy,
  ...environment,
  ...lists,
  ...discovery,
]
