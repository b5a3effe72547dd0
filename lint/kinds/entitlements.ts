import type { Kind } from '../kind.ts'
import { readList } from '../readers/lines.ts'
import { entitlementRules } from '../rules/entitlements.ts'

/** One value a line, as a service compares them or has received them. */
export const entitlementList: Kind = {
  id: 'entitlements',
  title: 'list of entitlement values',
  fits: (_name, text) => {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    const urns = lines.filter((line) => /^\s*["']?urn:/i.test(line))
    return urns.length > 0 && urns.length * 2 >= lines.length
  },
  read: (text) => readList('entitlement', text),
  names: {},
  rules: entitlementRules,
}
