import { describe } from 'vitest'
import { documented } from '#suites/kit/documented.ts'

// What the guide asks of the metadata of a service (OpenAIRE AAI guide, "Metadata registration" and "Metadata"), and the
// standards behind its list.
describe('The metadata of a SAML service', { tags: ['saml', 'sp', 'metadata'] }, () => {
  documented('metadata', [
    ['is served by https, and is the same twice', 'metadata.sp.served.https', 'MD-HTTPS'],
    ['is valid metadata that has not expired', 'metadata.sp.schema.valid', 'MD-SCHEMA'],
    ['has an entityID that is an absolute URI', 'metadata.sp.entity-id.uri', 'SAMLMD-2.2.1'],
    ['has an entityID that fits everywhere', 'metadata.sp.entity-id.length', 'SAML2INT-G04'],
    ['has a role that speaks SAML 2.0', 'metadata.sp.role.protocol', 'SAMLMD-2.4.1'],
    ['takes identifiers that federations send', 'metadata.sp.role.name-id-formats', 'SAML2INT-SP13'],
  ])
})

describe('The endpoints of a SAML service', { tags: ['saml', 'sp', 'metadata'] }, () => {
  documented('metadata', [
    ['has somewhere for logins to arrive', 'metadata.sp.endpoints.login', 'MD-SPSSO'],
    ['takes logins by HTTP-POST', 'metadata.sp.endpoints.login-by-post', 'SAML2INT-SP08'],
    ['has https endpoints only', 'metadata.sp.endpoints.https', 'SAML2INT-SP09'],
    ['has whole addresses and known bindings', 'metadata.sp.endpoints.addresses', 'SAMLMD-2.2.2'],
    ['numbers its endpoints', 'metadata.sp.endpoints.indices', 'SAMLMD-2.2.3'],
    ['has an endpoint for single logout that can be used', 'metadata.sp.logout.endpoint', 'MD-SLO-ENDPOINT'],
    ['takes logouts by HTTP-Redirect', 'metadata.sp.logout.by-redirect', 'SAML2INT-SP26'],
    ['returns from discovery to registered addresses', 'metadata.sp.endpoints.discovery', 'IDPDISC-metadata'],
  ])
})

describe('The keys of a SAML service', { tags: ['saml', 'sp', 'metadata'] }, () => {
  documented('metadata', [
    ['publishes a key for encryption', 'metadata.sp.keys.encryption', 'MD-KEY'],
    ['publishes keys as certificates', 'metadata.sp.keys.certificates', 'SAML2INT-MD05'],
    ['publishes certificates that nobody stops at', 'metadata.sp.keys.practice', 'SAML2INT-MD05-practice'],
    ['publishes strong keys', 'metadata.sp.keys.strength', 'SAML2INT-MD06'],
    ['writes one certificate for each key', 'metadata.sp.keys.one-each', 'SAMLMDIOP-2.5.1'],
    ['names methods of encryption at keys for it', 'metadata.sp.keys.methods', 'SAMLMD-2.4.1.1'],
    ['announces a cipher of today', 'metadata.sp.keys.ciphers', 'SAML2INT-ALG01'],
    ['publishes a key for the requests that it signs', 'metadata.sp.keys.signed-requests', 'SAMLMD-2.4.4'],
    ['publishes a key for the logouts that it signs', 'metadata.sp.logout.key', 'MD-SLO-KEY'],
  ])
})
