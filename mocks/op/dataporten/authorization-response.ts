import { randomUUID } from 'node:crypto'
import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { addCode } from './codes.ts'
import type { Holder } from './holder.ts'
import { issueTokens } from './issue.ts'
import { statedLevel } from './levels.ts'
import { deliver, type Pairs } from './redirects.ts'
import type { LoggedIn } from './session.ts'
import { idToken } from './tokens.ts'

const newHolder = (issuer: Issuer, request: AuthorizationRequest, session: LoggedIn): Holder => ({
  grantId: randomUUID(),
  clientId: request.clientId,
  accountId: session.accountId,
  sessionUid: session.uid,
  scope: request.scopes.join(' '),
  nonce: request.nonce,
  authTime: session.loginTs,
  acr: statedLevel(issuer, request, session),
})

const answerOf = (issuer: Issuer, request: AuthorizationRequest, holder: Holder): Readonly<Record<string, unknown>> => {
  const { responseTypes } = request
  if (responseTypes.has('token')) return issueTokens(issuer, holder, true)
  const code = addCode(issuer, request, holder)
  return responseTypes.has('id_token') ? { code, id_token: idToken(issuer, holder, { code, inFront: true }) } : { code }
}

/** The user is known and has agreed: back to the client. */
export const respond = (issuer: Issuer, request: AuthorizationRequest, session: LoggedIn): Reply => {
  const members = { ...answerOf(issuer, request, newHolder(issuer, request, session)), state: request.state }
  const params: Pairs = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  )
  return deliver(issuer, request, params)
}
