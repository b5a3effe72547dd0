import { describe } from 'vitest'
import { samlAttacks } from '#mocks/faults/index.ts'
import { refusing } from '#suites/kit/refusing.ts'

const REQUIREMENTS = ['SAML-SP-SIGNATURE', 'XMLDSIG-6.1', 'SAML-SP-CONDITIONS', 'SAMLPROF-4.1.5'] as const

// What comes to the assertion consumer service passed through a browser: whoever sits there may have made or changed it.
describe('Responses at a SAML service', { tags: ['saml', 'sp', 'responses'] }, () => {
  for (const requirement of REQUIREMENTS) refusing(requirement, samlAttacks)
})
