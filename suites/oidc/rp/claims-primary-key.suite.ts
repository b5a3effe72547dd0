import { describe } from 'vitest'
import { telling } from '#suites/kit/telling-apart.ts'

// Who somebody is says sub alone.
describe('Accounts of a service', { tags: ['oidc', 'rp', 'claims'] }, () => {
  telling('oidc.rp.claims', 'CLAIM-PRIMARY-KEY', {})
})
