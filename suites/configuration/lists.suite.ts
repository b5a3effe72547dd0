import { describe } from 'vitest'
import { documented } from '#suites/kit/documented.ts'

// Lists as they are sent to an AAI, or kept beside a service: one value a line.
describe('A list of addresses', { tags: ['configuration', 'registration'] }, () => {
  documented('configuration', [
    ['leads logins to https addresses only', 'configuration.list.redirect-uri.https', 'REG-REDIRECT-HTTPS'],
    ['leads logouts to https addresses only', 'configuration.list.post-logout.https', 'REG-POST-LOGOUT-HTTPS'],
    ['spells addresses after a logout to the letter', 'configuration.list.post-logout.exact', 'REG-POST-LOGOUT'],
  ])
})

// AARC-G002 and AARC-G069: values that a service authorizes by.
describe('A list of entitlements', { tags: ['configuration', 'claims'] }, () => {
  documented('configuration', [
    ['keeps to the grammar of entitlements', 'configuration.list.entitlements.grammar', 'CLAIM-ENTITLEMENT-SYNTAX'],
    [
      'has no two values that are easily taken for each other',
      'configuration.list.entitlements.distinct',
      'CLAIM-AUTHZ',
    ],
  ])
})
