import { html } from '#mocks/op/pages/html.ts'
import { page } from '#mocks/rp/pages.ts'
import { SAMLP, statuses } from '#mocks/saml/names.ts'
import { MessageError, readLogoutResponse } from '#mocks/saml/read-messages.ts'
import { authenticityOf, type Received, receive } from '#mocks/saml/receive.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import { XmlError } from '#mocks/xml/xml-error.ts'
import { away, sessionIdOf } from './cookie.ts'
import type { Means } from './means.ts'
import { toldToLeave } from './told-to-leave.ts'

const elsewhere = html`<p>You are signed out here. At the identity provider, or at other services, you may still be signed in.</p>`

/** The answer to a LogoutRequest of ours; the session here is over by then. */
const comeBackFrom = async (call: Call, received: Received, means: Means): Promise<Reply> => {
  const { eyes, sessions } = means
  const { keys, entityId } = await means.idps.idp()
  const answer = readLogoutResponse(received.message)
  const verdict = authenticityOf(received, keys)
  eyes.look('logout-answer-signed', verdict.state !== 'valid' || verdict.weak || answer.issuer !== entityId)
  const session = sessions.find(sessionIdOf(call)) ?? sessions.leavingWith(answer.inResponseTo ?? '')
  eyes.look('logout-answer-asked', session?.leaving === undefined || session.leaving !== answer.inResponseTo)
  if (session) session.leaving = undefined
  return answer.status.code === statuses.success && answer.status.subCode === undefined
    ? away('/')
    : page(200, 'Signed out here', elsewhere)
}

const answered = async (call: Call, means: Means): Promise<Reply> => {
  const received = receive(call)
  const { name, namespace } = received.message
  if (namespace === SAMLP && name === 'LogoutRequest') return toldToLeave(call, received, means)
  if (namespace === SAMLP && name === 'LogoutResponse') return comeBackFrom(call, received, means)
  throw new Refusal('message', `Refused: ${name} is no message of a logout.`)
}

/** The address of SingleLogoutService, for all its bindings. */
export const singleLogout = (call: Call, means: Means): Promise<Reply> =>
  answered(call, means).catch((error: unknown) => {
    const isUnreadable = error instanceof MessageError || error instanceof XmlError
    throw isUnreadable ? new Refusal('message', `Refused: ${error.message}`) : error
  })
