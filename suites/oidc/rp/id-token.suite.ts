import { describe } from 'vitest'
import { attacks } from '#mocks/faults/index.ts'
import { refusing } from '#suites/kit/refusing.ts'

const REQUIREMENTS = ['RP-IDT-SIGNATURE', 'RP-IDT-CLAIMS', 'RP-NONCE'] as const

// OpenID Connect Core 1.0 section 3.1.3.7: an ID token is worth nothing before all of it has been looked at.
describe('ID tokens at a service', { tags: ['oidc', 'rp', 'id-token'] }, () => {
  for (const requirement of REQUIREMENTS) refusing(requirement, attacks)
})
