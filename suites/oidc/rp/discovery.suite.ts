import { describe } from 'vitest'
import { documentAttacks } from '#mocks/faults/index.ts'
import { ailing } from '#suites/kit/ailing.ts'

// OpenID Connect Discovery 1.0 section 4.3: what is said there is worth as much as the one who says it.
describe('The discovery document at a service', { tags: ['oidc', 'rp', 'discovery'] }, () => {
  ailing(documentAttacks)
})
