import { describe } from 'vitest'
import { attacks } from '#mocks/faults/index.ts'
import { recovering } from '#suites/kit/recovering.ts'
import { refusing } from '#suites/kit/refusing.ts'

const REQUIREMENTS = ['RP-STATE', 'RP-ISS-RESPONSE', 'RP-USERINFO-SUB'] as const

// What comes back from the issuer passed through the browser, and what the issuer says itself may be an error.
describe('Answers of the issuer at a service', { tags: ['oidc', 'rp', 'answers'] }, () => {
  for (const requirement of REQUIREMENTS) refusing(requirement, attacks)
  recovering(attacks)
})
