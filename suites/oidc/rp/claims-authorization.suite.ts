import { describe } from 'vitest'
import { membersOnly } from '#suites/kit/members-only.ts'

describe('Pages of a service for members', { tags: ['oidc', 'rp', 'claims'] }, () => {
  membersOnly('oidc.rp.authorization', {})
})
