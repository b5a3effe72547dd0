import type { Call, Reply } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import { endpointUrl, type Issuer, seconds } from '../issuer.ts'
import { html } from '../pages/html.ts'
import { answerOf, looking, type Refusal } from '../refusal.ts'
import { refused } from './answers.ts'
import { isLoggedIn } from './authorization-filter.ts'
import { hasCsrf } from './csrf.ts'
import { type DeviceRecord, findByUserCode, findDevice } from './device-codes.ts'
import { toLogin } from './login.ts'
import { alert, csrfField, decision, page, scopeText, text } from './pages.ts'
import { type Params, parametersOf } from './parameters.ts'
import type { BrowserSession } from './session.ts'

type Session = BrowserSession & { readonly accountId: string }

const addressOf = (issuer: Issuer): string => endpointUrl(issuer, 'deviceVerification') ?? ''

const codePage = (issuer: Issuer, session: Session, refusal?: Refusal): Reply => {
  const message = refusal && answerOf(issuer, refusal.condition).description
  const title = text(issuer, 'device.title')
  const body = html`<h1>${title}</h1>
${alert(message)}
<form action="${addressOf(issuer)}/verify" method="POST">
<label for="user_code">${title}</label>
<input type="text" id="user_code" name="user_code" placeholder="code" autocapitalize="off" autocomplete="off" spellcheck="false" value="">
${csrfField(session.csrf)}
<input name="approve" value="${text(issuer, 'device.submit')}" type="submit">
</form>`
  return page(issuer, 200, title, body)
}

const clientOf = (issuer: Issuer, { clientId }: DeviceRecord): string => issuer.clients.get(clientId)?.title ?? clientId

const approvalPage = (issuer: Issuer, session: Session, device: DeviceRecord): Reply => {
  const client = clientOf(issuer, device)
  const body = html`<h1>${text(issuer, 'approve.heading', { client })}</h1>
<form name="confirmationForm" action="${addressOf(issuer)}/approve" method="post">
<fieldset><legend>${text(issuer, 'approve.access')}:</legend>
<ul>${scopesOf(device.scope).map((scope) => html`<li>${scopeText(issuer, scope)}</li>`)}</ul></fieldset>
<p>${text(issuer, 'approve.question', { client })}</p>
<input type="hidden" name="user_code" value="${device.uid}">
${csrfField(session.csrf)}
${decision(issuer)}
</form>`
  return page(issuer, 200, text(issuer, 'approve.title'), body)
}

const donePage = (issuer: Issuer, device: DeviceRecord, condition: 'device.approved' | 'device.refused'): Reply =>
  page(
    issuer,
    200,
    text(issuer, 'approve.title'),
    html`<h1>${clientOf(issuer, device)}</h1>
<p>${answerOf(issuer, condition).description}</p>`,
  )

const verify = (issuer: Issuer, params: Params, session: Session): Reply => {
  const userCode = params.get('user_code')
  if (userCode === undefined) return refused(issuer, { condition: 'http.parameter-missing' })
  const device = findByUserCode(issuer, userCode)
  if (!device) return codePage(issuer, session, { condition: 'device.user-code-invalid' })
  const look = looking(issuer, device.clientId)
  const refusal =
    look('device.user-code-expired', device.exp <= seconds(issuer)) ??
    look('device.user-code-spent', device.approved !== undefined)
  if (refusal) return codePage(issuer, session, refusal)
  session.device = device.jti
  return approvalPage(issuer, session, device)
}

/** A refusal is shown and forgotten: the code may be approved as long as it lives. */
const approve = (issuer: Issuer, params: Params, session: Session): Reply => {
  const device = findDevice(issuer, session.device ?? '')
  const [userCode, answer] = [params.get('user_code'), params.get('user_oauth_approval')?.toLowerCase()]
  if (!device || userCode === undefined || (answer !== 'true' && answer !== 'false')) {
    return refused(issuer, { condition: 'http.parameter-missing' })
  }
  const look = looking(issuer, device.clientId)
  const refusal =
    look('device.user-code-other', userCode !== device.uid) ??
    look('device.user-code-expired', device.exp <= seconds(issuer))
  if (refusal) return codePage(issuer, session, refusal)
  if (look('device.refused', answer === 'false')) return donePage(issuer, device, 'device.refused')
  const { accountId, uid, loginTs } = session
  device.approved = { accountId, sessionUid: uid, authTime: loginTs ?? seconds(issuer) }
  return donePage(issuer, device, 'device.approved')
}

/** The pages where a user answers for a device (RFC 8628 section 3.3). */
export const verifyDevice = (issuer: Issuer, call: Call, session: BrowserSession): Reply => {
  const params = parametersOf(call)
  if (call.method === 'POST' && !hasCsrf(params, session)) return refused(issuer, { condition: 'http.csrf-missing' })
  if (!isLoggedIn(session)) return toLogin(issuer, session, call)
  delete session.goal
  if (call.method !== 'POST') return codePage(issuer, session)
  return call.path.endsWith('/approve') ? approve(issuer, params, session) : verify(issuer, params, session)
}
