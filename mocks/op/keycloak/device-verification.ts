import type { Call, Reply } from '#mocks/wire/message.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { answerOf, looking, type Refusal } from '../refusal.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { hasExpired } from './client-session.ts'
import { consentTexts } from './consent-texts.ts'
import { authSessionCookies, authSessionOf, sessionOf } from './cookies.ts'
import { type DeviceRecord, findByUserCode } from './device-codes.ts'
import { deviceStatusUrl } from './device-decision.ts'
import { userCodePage } from './device-pages.ts'
import { forEngine } from './engine-request.ts'
import { loginUrl } from './login-urls.ts'
import { UNCACHED } from './pages.ts'
import { keep, newRoot, type PendingLogins } from './pending.ts'
import { proceed } from './proceed.ts'
import { redirect } from './respond.ts'

const requestFor = (issuer: Issuer, record: DeviceRecord): AuthorizationRequest => {
  const client = issuer.clients.get(record.clientId)
  if (!client) throw new Error(`a device code of a client that is not registered: ${record.clientId}`)
  // Whoever holds the device may be far from the browser: consent is asked for each time, by every client.
  const asks = issuer.dialect.switches.deviceAlwaysAsks === true || consentTexts(issuer, record.scope).length > 0
  return {
    client,
    redirectUri: deviceStatusUrl(issuer),
    redirectUriNamed: true,
    responseTypes: new Set(['code']),
    responseMode: 'query',
    scope: record.scope,
    prompt: asks ? ['consent'] : [],
    device: record.jti,
  }
}

/** From a good user code to the login page, or as far as the browser's session leads. */
const begin = async (issuer: Issuer, logins: PendingLogins, call: Call, record: DeviceRecord): Promise<Reply> => {
  const request = requestFor(issuer, record)
  const session = sessionOf(issuer, call)
  const engine = await issuer.engine()
  const outcome = await engine.authorize(forEngine(issuer, request), session?.id)
  const root = authSessionOf(call) ?? newRoot()
  const context = { request, root, hadSession: session !== undefined, authenticated: false }
  if (outcome.kind !== 'interaction') return proceed(issuer, logins, outcome, context)
  const pending = keep(logins, { ...context, interaction: outcome.interaction, session: outcome.session })
  return redirect(loginUrl(issuer, pending), [UNCACHED, ...authSessionCookies(issuer, root)])
}

const problemWith = (issuer: Issuer, record: DeviceRecord | undefined): Refusal | undefined => {
  const look = looking(issuer, record?.clientId)
  if (!record) return { condition: 'device.user-code-invalid' }
  return look('device.user-code-expired', hasExpired(issuer, record))
}

/** The page for people: where they type the code, and where the complete address leads them. */
export const verifyUserCode = async (issuer: Issuer, logins: PendingLogins, call: Call): Promise<Reply> => {
  const entered = call.method === 'POST' ? call.form?.get('device_user_code') : call.query.get('user_code')
  if (!entered) return userCodePage(issuer)
  const record = findByUserCode(issuer, entered)
  const problem = problemWith(issuer, record)
  if (problem || !record) {
    return userCodePage(issuer, answerOf(issuer, problem?.condition ?? 'device.user-code-invalid').description)
  }
  // An armed fault overlooks the age; the decision has to be possible still.
  if (hasExpired(issuer, record)) record.exp = seconds(issuer) + issuer.profile.lifetimes.login
  return begin(issuer, logins, call, record)
}
