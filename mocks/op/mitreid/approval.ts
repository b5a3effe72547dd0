import type { Reply } from '#mocks/wire/message.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { html } from '../pages/html.ts'
import { looking } from '../refusal.ts'
import { refused } from './answers.ts'
import { refusedByRedirect } from './authorization-refusal.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { answer } from './authorization-response.ts'
import { csrfField, decision, page, scopeText, text } from './pages.ts'
import type { Params } from './parameters.ts'
import { registeredScopes } from './scopes.ts'
import type { BrowserSession } from './session.ts'

const HOUR = 3600

interface Approval {
  readonly scopes: readonly string[]
  /** Seconds since the epoch; absent for one that lasts. */
  readonly until?: number
}

/** Sites that users have approved, each with the scopes of that time. */
const approvals = new WeakMap<Issuer, Map<string, readonly Approval[]>>()

const keyOf = (subject: string, clientId: string): string => `${subject} ${clientId}`

const approvalsOf = (issuer: Issuer, subject: string, clientId: string): readonly Approval[] =>
  approvals.get(issuer)?.get(keyOf(subject, clientId)) ?? []

const remember = (issuer: Issuer, subject: string, clientId: string, approval: Approval): void => {
  const all = approvals.get(issuer) ?? new Map<string, readonly Approval[]>()
  approvals.set(issuer, all)
  all.set(keyOf(subject, clientId), [...approvalsOf(issuer, subject, clientId), approval])
}

/** Approved before for all of these scopes, or of a client for which the operator has done so. */
export const isApproved = (
  issuer: Issuer,
  { clientId, scopes }: AuthorizationRequest,
  subject: string,
  asksAnew: boolean,
): boolean => {
  if (issuer.faults.behaviour('consent', clientId) === 'never') return true
  if (asksAnew) return false
  if (issuer.clients.get(clientId)?.consent !== true) return true
  const now = seconds(issuer)
  return approvalsOf(issuer, subject, clientId).some(
    ({ scopes: approved, until }) =>
      (until === undefined || until > now) && scopes.every((scope) => approved.includes(scope)),
  )
}

const choices = ['until-revoked', 'one-hour', 'none'] as const

export const approvalPage = (issuer: Issuer, request: AuthorizationRequest, session: BrowserSession): Reply => {
  const client = issuer.clients.get(request.clientId)?.title ?? request.clientId
  const title = text(issuer, 'approve.title')
  const body = html`<h1>${text(issuer, 'approve.heading', { client })}</h1>
<form name="confirmationForm" action="${issuer.issuer}authorize" method="post">
<p>${text(issuer, 'approve.redirect', { redirect_uri: request.redirectUri })}</p>
<fieldset><legend>${text(issuer, 'approve.access')}:</legend>
${request.scopes.map(
  (
    scope,
  ) => html`<label for="scope_${scope}"><input type="checkbox" name="scope_${scope}" id="scope_${scope}" value="${scope}" checked="checked"> ${scopeText(issuer, scope)}</label>
`,
)}</fieldset>
<fieldset><legend>${text(issuer, 'approve.remember')}:</legend>
${choices.map(
  (
    choice,
    index,
  ) => html`<label for="remember-${choice}"><input type="radio" name="remember" id="remember-${choice}" value="${choice}"${index === 0 ? html` checked="checked"` : undefined}> ${text(issuer, `approve.remember-${choice}`)}</label>
`,
)}</fieldset>
<p>${text(issuer, 'approve.question', { client })}</p>
${csrfField(session.csrf)}
${decision(issuer)}
</form>`
  return page(issuer, 200, title, body)
}

/** The scopes that were left ticked; none of them is no reason to refuse. */
const ticked = (issuer: Issuer, params: Params, request: AuthorizationRequest): readonly string[] => {
  const client = issuer.clients.get(request.clientId)
  const registered = client ? registeredScopes(issuer, client) : []
  return [...params].flatMap(([name, value]) =>
    name.startsWith('scope_') && registered.includes(value) ? [value] : [],
  )
}

/** The answer to the approval page: only the hidden field counts, which its script has set. */
export const decide = (
  issuer: Issuer,
  params: Params,
  session: BrowserSession & { readonly accountId: string },
): Reply => {
  const { request, accountId } = session
  if (!request) return refused(issuer, { condition: 'authorization.nothing-to-approve' })
  delete session.request
  const { clientId, redirectUri, state, responseTypes } = request
  const look = looking(issuer, clientId)
  const denied = look('authorization.consent-denied', params.get('user_oauth_approval')?.toLowerCase() !== 'true')
  if (denied) {
    return refusedByRedirect(issuer, { redirectUri, clientId, state, fragment: responseTypes.has('token') }, denied)
  }
  const scopes = ticked(issuer, params, request)
  const how = params.get('remember')
  if (how !== undefined && how !== '' && how !== 'none') {
    const until = how === 'one-hour' ? { until: seconds(issuer) + HOUR } : {}
    remember(issuer, accountId, clientId, { scopes, ...until })
  }
  return answer(issuer, { ...request, scopes }, session)
}
