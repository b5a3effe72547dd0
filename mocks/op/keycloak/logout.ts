import { type Call, type Reply, withHeaders } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { looking } from '../refusal.ts'
import { authSessionCookies, authSessionOf, sessionOf } from './cookies.ts'
import { endSessionIn, isSameSession } from './end-session.ts'
import { infoPage } from './info-page.ts'
import { checkLogout, type Logout } from './logout-checks.ts'
import { logoutPage } from './logout-page.ts'
import { logoutByRefreshToken } from './logout-refresh-token.ts'
import { newRoot } from './pending.ts'
import { answered, ask, type PendingLogouts, questionIn } from './pending-logouts.ts'
import { escaped, redirect, refusalPage } from './respond.ts'

const NO_CACHE = ['Cache-Control', 'no-cache'] as const

const back = (uri: string, state: string | undefined): string => {
  if (state === undefined) return uri
  return `${uri}${uri.includes('?') ? '&' : '?'}${new URLSearchParams({ state })}`
}

/** Where a logout ends: at the client, or at a page that says so. */
const farewell = (issuer: Issuer, logout: Logout, cookies: Reply['headers']): Reply => {
  if (logout.redirectUri !== undefined) return redirect(back(escaped(logout.redirectUri), logout.state), cookies)
  const text = issuer.dialect.texts['logout.done'] ?? ''
  return infoPage(issuer, { heading: text, text }, [NO_CACHE, ...cookies])
}

const end = (issuer: Issuer, call: Call, logout: Logout): Reply => {
  const { sid } = logout
  const ending = { sid, browser: sessionOf(issuer, call), client: logout.client?.clientId }
  return farewell(issuer, logout, endSessionIn(issuer, call, ending))
}

/** Whether the user has to be asked: nobody has proved to speak for this session. */
const mustAsk = (issuer: Issuer, call: Call, logout: Logout): boolean => {
  const browser = sessionOf(issuer, call)
  if (logout.hinted) return browser !== undefined && !isSameSession(issuer, browser, logout.sid)
  return browser !== undefined || logout.redirectUri === undefined
}

/** RP-initiated logout. GET and form POST alike; a POST with a refresh token is the older call of adapters. */
export const logout = async (issuer: Issuer, logouts: PendingLogouts, call: Call): Promise<Reply> => {
  const form = call.form ?? new URLSearchParams()
  if (call.method === 'POST' && form.has('refresh_token')) return logoutByRefreshToken(issuer, call, form)
  const checked = checkLogout(issuer, call.method === 'POST' ? form : call.query)
  if ('condition' in checked) return refusalPage(issuer, checked)
  const root = authSessionOf(call) ?? newRoot()
  const cookies = authSessionCookies(issuer, root)
  const look = looking(issuer, checked.client?.clientId)
  if (look('logout.confirm', mustAsk(issuer, call, checked))) {
    const { tab, code } = ask(logouts, root, checked)
    return logoutPage(issuer, { client: checked.client, tab, code }, [NO_CACHE, ...cookies])
  }
  return withHeaders(end(issuer, call, checked), cookies)
}

/** Newer versions break down over a code that is not that of the page. */
const isForged = ({ dialect }: Issuer, code: string | undefined, { form }: Call): boolean =>
  code !== undefined && 'logout.confirmation-forged' in dialect.conditions && form?.get('session_code') !== code

export const confirmLogout = async (issuer: Issuer, logouts: PendingLogouts, call: Call): Promise<Reply> => {
  const [root, shownIn] = [authSessionOf(call) ?? '', call.query.get('tab_id') ?? '']
  const open = call.method === 'GET' ? questionIn(logouts, root, shownIn) : undefined
  if (open) return logoutPage(issuer, { client: open.logout.client, tab: shownIn, code: open.code }, [NO_CACHE])
  const confirmed = issuer.dialect.switches.logoutNeedsButton === false || call.form?.has('confirmLogout') === true
  const forged = open === undefined && isForged(issuer, questionIn(logouts, root, shownIn)?.code, call)
  if (forged) return refusalPage(issuer, { condition: 'logout.confirmation-forged' })
  const answer = answered(logouts, {
    root: authSessionOf(call) ?? '',
    tab: call.query.get('tab_id') ?? '',
    code: call.form?.get('session_code') ?? '',
    confirmed,
  })
  return answer ? end(issuer, call, answer) : refusalPage(issuer, { condition: 'logout.confirmation-stale' })
}
