import type { Client } from '#fixtures/schema/client.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { type Issuer, personByUsername } from '../issuer.ts'
import { refused } from './answers.ts'
import { approvalPage, decide, isApproved } from './approval.ts'
import { checkAuthorization } from './authorization-checks.ts'
import { filterAuthorization, isLoggedIn } from './authorization-filter.ts'
import { refusedAuthorization, refusedByRedirect } from './authorization-refusal.ts'
import { answer } from './authorization-response.ts'
import { hasCsrf } from './csrf.ts'
import { signIn, toLogin } from './login.ts'
import { type Params, parametersOf } from './parameters.ts'
import type { BrowserSession } from './session.ts'

/** Whom a faulty provider signs in without being shown a password; nobody, unless a fault is armed. */
const impostor = (issuer: Issuer, params: Params): string | undefined => {
  const clientId = params.get('client_id')
  const hint = params.get('login_hint')
  if (hint !== undefined && issuer.faults.behaviour('loginHint', clientId) === 'proof') {
    return personByUsername(issuer, hint)?.subject
  }
  const silently = issuer.faults.behaviour('promptNone', clientId) === 'signs-in' && params.get('prompt') === 'none'
  return silently ? issuer.people.keys().next().value : undefined
}

const promptsOf = (issuer: Issuer, params: Params, client: Client | undefined): readonly string[] => {
  const ignored = issuer.faults.behaviour('ignoresPrompt', client?.clientId)
  return (params.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== ignored)
}

const uncached = (reply: Reply): Reply => ({
  ...reply,
  headers: [['Cache-Control', 'no-store'], ...reply.headers.filter(([name]) => name !== 'Cache-Control')],
})

/** The endpoint itself, which only users reach. */
const validate = (issuer: Issuer, params: Params, session: BrowserSession & { readonly accountId: string }): Reply => {
  const request = checkAuthorization(issuer, params)
  if ('refusal' in request) return refusedAuthorization(issuer, request.refusal, request.to)
  const { clientId, redirectUri, state } = request
  const prompts = promptsOf(issuer, params, issuer.clients.get(clientId))
  if (isApproved(issuer, request, session.accountId, prompts.includes('consent'))) {
    return uncached(answer(issuer, request, session))
  }
  if (prompts.includes('none')) {
    const to = { redirectUri, clientId, fragment: false, state: state || undefined }
    return uncached(refusedByRedirect(issuer, to, { condition: 'authorization.interaction-required' }))
  }
  session.request = request
  return uncached(approvalPage(issuer, request, session))
}

/**
 * Who is not logged in is sent to log in, whatever the request is worth; it is looked at afterwards. A form counts only
 * as the answer to our own approval page.
 */
export const authorize = (issuer: Issuer, call: Call, session: BrowserSession): Reply => {
  const params = parametersOf(call)
  if (call.method === 'POST' && !hasCsrf(params, session)) return refused(issuer, { condition: 'http.csrf-missing' })
  const forgetful = issuer.faults.behaviour('ignoreSession', params.get('client_id')) === true
  const accountId = isLoggedIn(session) && !forgetful ? undefined : impostor(issuer, params)
  if (accountId !== undefined) signIn(issuer, session, accountId)
  const stopped = filterAuthorization(issuer, params, session)
  if (stopped) return stopped
  const returns = session.goal === call.target
  if (!isLoggedIn(session) || (forgetful && !returns)) return toLogin(issuer, session, call)
  delete session.goal
  if (call.method === 'POST' && params.has('user_oauth_approval')) return uncached(decide(issuer, params, session))
  return validate(issuer, params, session)
}
