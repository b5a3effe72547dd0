import { entitlementHabits } from '#mocks/rp/entitlement-habits.ts'

/** Bad habits with browsers, sessions and logouts; the others stand in looks.ts. */
export const sessionHabits = {
  'request-unbound': 'A request counts in every browser, not only in the one that set out with it.',
  'request-kept': 'A request may be answered as often as anybody likes.',
  'session-kept': 'The session identifier does not change at a login.',
  'session-for-ever': 'A session outlives SessionNotOnOrAfter.',
  'cookie-open': 'The session cookie is not HttpOnly.',
  guest: 'Whom it cannot sign in it lets in as a guest.',
  'markup-shown': 'What the identity provider says of an error is shown as markup.',
  'trace-shown': 'An error shows its stack.',
  ...entitlementHabits,
  'logout-local': 'A logout ends the local session and leaves that at the identity provider.',
  'logout-forgotten': 'A logout goes to the identity provider and leaves the local session.',
  'logout-cookie-only': 'A logout takes the cookie away and keeps the session.',
  'logout-unsigned': 'A LogoutRequest is sent unsigned.',
  'logout-nameless': 'A LogoutRequest does not say which session it ends.',
  'logout-answer-unsigned': 'A LogoutResponse is sent unsigned.',
  'logout-unheard': 'A LogoutRequest is answered with Success, and the session stays.',
  'logout-unheard-soap': 'A LogoutRequest by SOAP is answered with Success, and the session stays.',
  'logout-of-cookie': 'Only the browser that brings a LogoutRequest is signed out, by its cookie.',
} as const
