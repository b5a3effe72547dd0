import { describe } from 'vitest'
import { membersOnly } from '#suites/kit/members-only.ts'

describe('Pages of a SAML service for members', { tags: ['saml', 'sp', 'attributes'] }, () => {
  membersOnly('saml.sp.authorization', { saml: true })
})
