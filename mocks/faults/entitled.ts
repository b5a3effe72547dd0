import type { careless } from './careless.ts'
import type { Rows } from './rows.ts'

/** What each does with entitlements, by the habit, and what that breaks where it is no look-alike. */
const habits: readonly (readonly [habit: string, does: string, breaks?: string])[] = [
  ['entitlement-any', 'that shows everybody the page for members'],
  ['entitlement-unread', 'that lets no member in'],
  ['entitlement-authority-unread', 'that does not read who vouches for an entitlement'],
  ['entitlement-role-only', 'that reads the role of an entitlement only'],
  ['entitlement-group-only', 'that reads the group of an entitlement only'],
  ['entitlement-pattern', 'that looks for a pattern in entitlements'],
  ['entitlement-inherited', 'where a role counts in all groups below'],
  ['entitlement-caseless', 'that compares entitlements in small letters'],
  ['entitlement-decoded', 'that decodes entitlements too early'],
  ['entitlement-contained', 'that looks for an entitlement within others'],
  ['entitlement-beginning', 'that compares the beginnings of entitlements'],
  ['entitlement-verbatim', 'that compares entitlements letter by letter', 'AARC-G069-equal'],
]

/** Services of either protocol that misread entitlements: `a service`, or what else they are called. */
export const misreadingEntitlements = (called: string, as: typeof careless): Rows =>
  Object.fromEntries(
    habits.map(([habit, does, breaks = 'CLAIM-AUTHZ']) => [habit, as(`${called} ${does}`, breaks, habit)]),
  )
