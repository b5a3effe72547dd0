/** Bad habits with entitlements: see authorization.ts. */
export const entitlementHabits = {
  'entitlement-any': 'Who is signed in sees the page for members.',
  'entitlement-unread': 'Nobody gets in to the page for members.',
  'entitlement-beginning': 'An entitlement counts that begins like the one that is asked for, and the other way round.',
  'entitlement-verbatim': 'Entitlements are compared letter by letter.',
  'entitlement-authority-unread': 'Who vouches for an entitlement is nobody’s business.',
  'entitlement-pattern': 'A regular expression with .* between the group and the role finds the entitlement.',
  'entitlement-role-only': 'The role opens the page, in whatever group.',
  'entitlement-group-only': 'The group opens the page, in whatever role.',
  'entitlement-inherited': 'A role in a group counts in all groups below it.',
  'entitlement-caseless': 'Entitlements are compared in lower case.',
  'entitlement-decoded': 'Percent-encoding is undone before an entitlement is taken apart.',
  'entitlement-contained': 'The entitlement opens the page wherever it stands in another.',
} as const
