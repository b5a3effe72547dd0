import { describe } from 'vitest'
import { documented } from '#suites/kit/documented.ts'

// What the guide asks of each OpenID Connect client of a service (OpenAIRE AAI guide, "Client registration").
describe('A registration: its clients', { tags: ['registration', 'oidc'] }, () => {
  documented('registration', [
    ['leads logins to https addresses only', 'registration.client.redirect-uri.https', 'REG-REDIRECT-HTTPS'],
    ['spells redirect URIs to the letter', 'registration.client.redirect-uri.exact', 'REG-REDIRECT-EXACT'],
    ['leads logouts to https addresses only', 'registration.client.post-logout.https', 'REG-POST-LOGOUT-HTTPS'],
    ['spells addresses after a logout to the letter', 'registration.client.post-logout.exact', 'REG-POST-LOGOUT'],
    ['asks for scopes that there are, openid among them', 'registration.client.scopes.offered', 'REG-SCOPES'],
    ['asks for grants that there are, and that fit it', 'registration.client.grants.offered', 'REG-GRANTS'],
    ['describes each client, and has a logo', 'registration.client.description.given', 'REG-CLIENT-DESCRIPTION'],
    ['names who looks after each client', 'registration.client.contacts.given', 'REG-CLIENT-CONTACTS'],
    ['has PKCE on where the client sends it, and only there', 'registration.client.pkce.agreed', 'MIG-PKCE'],
  ])
})

// SAML services are registered by their metadata.
describe('A registration: its SAML services', { tags: ['registration', 'saml'] }, () => {
  documented('registration', [
    ['names metadata in order, and the entityID in them', 'registration.saml.metadata.named', 'MD-SCHEMA'],
    ['has metadata at an https address', 'registration.saml.metadata.https', 'MD-HTTPS'],
  ])
})

// The registration held against what a run saw of the service.
describe('A registration and its service', { tags: ['registration', 'oidc'] }, () => {
  documented('registration', [
    [
      'has every redirect URI that the service uses',
      'registration.service.seen.redirect-uri',
      'OIDCC-3.1.2.1-redirect_uri',
    ],
    ['says what the service proves itself with', 'registration.service.seen.authentication', 'RP-TOKEN-REQUEST'],
  ])
})
