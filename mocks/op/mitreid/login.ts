import type { Call, Reply } from '#mocks/wire/message.ts'
import { type Issuer, personByUsername, seconds } from '../issuer.ts'
import { html } from '../pages/html.ts'
import { answerOf } from '../refusal.ts'
import { sameText } from '../same-text.ts'
import { refused } from './answers.ts'
import { hasCsrf } from './csrf.ts'
import { alert, csrfField, page, text } from './pages.ts'
import { parametersOf } from './parameters.ts'
import { redirect } from './redirects.ts'
import { type BrowserSession, endSession, openSession, renewed, sessionCookie } from './session.ts'

/** Keeps in mind where the browser wanted to go. A form is not sent again. */
export const toLogin = (issuer: Issuer, session: BrowserSession, call: Call): Reply => {
  if (call.method === 'GET' || call.method === 'HEAD') session.goal = call.target
  return redirect(`${issuer.issuer}login`)
}

export const signIn = (issuer: Issuer, session: BrowserSession, accountId: string): void => {
  session.accountId = accountId
  session.loginTs = seconds(issuer)
  if (session.prompt === 'requested') session.prompt = 'answered'
}

/** Logged in or not, whoever comes here is asked. */
export const loginPage = (issuer: Issuer, call: Call, session: BrowserSession): Reply => {
  const failed = parametersOf(call).has('error') ? answerOf(issuer, 'login.wrong-password').description : undefined
  const body = html`<h1>${text(issuer, 'login.heading')}</h1>
${alert(failed)}
<form action="${issuer.issuer}login" method="POST">
<label for="j_username">${text(issuer, 'login.username')}</label>
<input type="text" autocapitalize="off" autocomplete="username" spellcheck="false" value="${session.loginHint ?? ''}" id="j_username" name="username">
<label for="j_password">${text(issuer, 'login.password')}</label>
<input type="password" autocomplete="current-password" id="j_password" name="password">
${csrfField(session.csrf)}
<input type="submit" value="${text(issuer, 'login.submit')}" name="submit">
</form>`
  return page(issuer, 200, text(issuer, 'login.title'), body)
}

/** The client for which the browser came, for faults that are bound to one. */
const clientOf = ({ goal }: BrowserSession): string | undefined =>
  new URLSearchParams(goal?.replace(/^[^?]*/, '')).get('client_id') ?? undefined

export const authenticate = (issuer: Issuer, call: Call, session: BrowserSession): Reply => {
  const params = parametersOf(call)
  if (!hasCsrf(params, session)) return refused(issuer, { condition: 'http.csrf-missing' })
  const found = personByUsername(issuer, params.get('username') ?? '')
  const right = found !== undefined && sameText(params.get('password') ?? '', found.person.password)
  if (!found || (!right && !issuer.faults.skips('login.wrong-password', clientOf(session)))) {
    return redirect(`${issuer.issuer}login?error=failure`)
  }
  const fresh = renewed(issuer, session)
  signIn(issuer, fresh, found.subject)
  const goal = fresh.goal === undefined ? issuer.issuer : issuer.origin + fresh.goal
  return redirect(goal, [sessionCookie(issuer, fresh)])
}

/** Ends a session and gives the browser another one, in which nobody is logged in. */
export const restarted = (issuer: Issuer, session: BrowserSession): Reply['headers'] => {
  endSession(issuer, session)
  return [sessionCookie(issuer, openSession(issuer))]
}

/** The link on the software's own pages. */
export const logOutHere = (issuer: Issuer, call: Call, session: BrowserSession): Reply =>
  hasCsrf(parametersOf(call), session)
    ? redirect(`${issuer.issuer}login?logout`, restarted(issuer, session))
    : refused(issuer, { condition: 'http.csrf-missing' })
