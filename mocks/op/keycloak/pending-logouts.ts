import { randomBytes } from 'node:crypto'
import { ExpiringMap } from '../expiring-map.ts'
import type { Issuer } from '../issuer.ts'
import { sameText } from '../same-text.ts'
import type { Logout } from './logout-checks.ts'

/** A logout that waits for the user to confirm it. */
interface Asked {
  readonly logout: Logout
  readonly code: string
}

/** Questions on the screen, by the browser that shows them and the tab. */
export type PendingLogouts = ExpiringMap<Map<string, Asked>>

export const pendingLogouts = (issuer: Issuer): PendingLogouts =>
  new ExpiringMap(issuer.profile.lifetimes.login * 1000, issuer.now)

export const ask = (
  logouts: PendingLogouts,
  root: string,
  logout: Logout,
): { readonly tab: string; readonly code: string } => {
  const [tab, code] = [randomBytes(8).toString('base64url'), randomBytes(32).toString('base64url')]
  const asked = logouts.get(root) ?? new Map<string, Asked>()
  asked.set(tab, { logout, code })
  logouts.set(root, asked)
  return { tab, code }
}

/** What that tab of the browser still shows. */
export const questionIn = (logouts: PendingLogouts, root: string, tab: string): Asked | undefined =>
  logouts.get(root)?.get(tab)

export interface Answer {
  readonly root: string
  readonly tab: string
  readonly code: string
  /** The button was pressed. */
  readonly confirmed: boolean
}

/**
 * The logout that was confirmed. One answer to a question is all that is taken, right or wrong; a right one settles
 * the questions in other tabs of that browser too.
 */
export const answered = (logouts: PendingLogouts, { root, tab, code, confirmed }: Answer): Logout | undefined => {
  const asked = logouts.get(root)
  const question = asked?.get(tab)
  if (!asked || !question) return undefined
  asked.delete(tab)
  if (!confirmed || !sameText(code, question.code)) return undefined
  logouts.take(root)
  return question.logout
}
