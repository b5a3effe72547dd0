import { describe } from 'vitest'
import { documented } from '#suites/kit/documented.ts'

// What the configuration of a client says of itself, before anybody logs in.
describe('A configuration of a client', { tags: ['configuration', 'oidc'] }, () => {
  documented('configuration', [
    ['names its issuer to the character', 'configuration.client.issuer.exact', 'OIDCD-4.3-compare'],
    ['leads logins to https addresses', 'configuration.client.redirect-uri.https', 'RP-HTTPS'],
    ['writes each redirect URI out', 'configuration.client.redirect-uri.exact', 'REG-REDIRECT-EXACT'],
    ['asks for scopes that there are, openid among them', 'configuration.client.scopes.offered', 'REG-SCOPES'],
    ['uses PKCE with S256', 'configuration.client.pkce.used', 'RP-PKCE'],
    ['has a secret where it introspects', 'configuration.client.introspection.secret', 'MIG-INTROSPECTION'],
    ['is that of a client of its own', 'configuration.client.id.own', 'MIG-CLIENT-KEPT'],
    ['names the address after a logout as it is read', 'configuration.client.logout.parameter', 'MIG-LOGOUT-PARAM'],
    ['looks at the issuer of ID tokens', 'configuration.client.id-token.issuer', 'RP-IDT-CLAIMS'],
    ['looks at who gave it the keys', 'configuration.client.id-token.keys', 'RP-IDT-SIGNATURE'],
    ['looks at the nonce', 'configuration.client.id-token.nonce', 'RP-NONCE'],
    ['keeps its cookie from scripts and from the open network', 'configuration.client.session.cookie', 'RP-SESSION'],
    ['ends a session with its access token', 'configuration.client.session.lifetime', 'RP-SESSION-LIFETIME'],
  ])
})

// Old and new addresses in one file, wherever they stand.
describe('The addresses in a configuration', { tags: ['configuration', 'migration'] }, () => {
  documented('configuration', [
    ['has no address of a legacy issuer', 'configuration.addresses.legacy.none', 'MIG-ENDPOINTS'],
    ['keeps to one environment', 'configuration.addresses.environment.one', 'WORKFLOW-2'],
  ])
})
