import { describe } from 'vitest'
import { documented } from '#suites/kit/documented.ts'

// OpenID Connect Discovery 1.0 section 3: a document that was saved, or is about to be published.
describe('A discovery document in a file', { tags: ['configuration', 'discovery'] }, () => {
  documented('configuration', [
    ['has every member that it must have', 'configuration.discovery.members.required', 'OIDCD-3-required'],
    ['leaves out what has no value', 'configuration.discovery.members.empty', 'OIDCD-4.2-empty'],
    ['names an issuer of the form that issuers have', 'configuration.discovery.issuer.form', 'RFC8414-2-issuer'],
    ['names endpoints over https', 'configuration.discovery.endpoints.https', 'OIDCD-3-https'],
    ['names the endpoints where the profile has them', 'configuration.discovery.endpoints.promised', 'DISC-ENDPOINTS'],
    ['names an address for claims', 'configuration.discovery.endpoints.userinfo', 'OIDCD-3-userinfo'],
    ['announces what the profile promises', 'configuration.discovery.choices.promised', 'DISC-CAPABILITIES'],
    ['announces RS256', 'configuration.discovery.choices.rs256', 'OIDCD-3-rs256'],
    ['announces openid', 'configuration.discovery.choices.openid', 'OIDCD-3-openid'],
    ['says which claims there are', 'configuration.discovery.choices.claims', 'OIDCD-3-claims'],
  ])
})
