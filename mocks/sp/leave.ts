import { instant } from '#mocks/saml/markup.ts'
import { newId } from '#mocks/saml/message-id.ts'
import { logoutRequestText } from '#mocks/saml/message-text.ts'
import type { LogoutRequest } from '#mocks/saml/messages.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { away, noCookie, sessionIdOf } from './cookie.ts'
import { endpointOn } from './idp.ts'
import type { Means } from './means.ts'
import { sentBy } from './outgoing.ts'
import type { Login, Session } from './sessions.ts'

const MINUTES = 60_000

const requestFor = ({ nameId, sessionIndex }: Login, destination: string, means: Means): LogoutRequest => {
  const { entityId, eyes, now } = means
  const isNamed = sessionIndex !== undefined && !eyes.has('logout-nameless')
  return {
    ...{ id: newId(), version: '2.0', issueInstant: instant(now()), destination, issuer: entityId },
    notOnOrAfter: instant(now() + 5 * MINUTES),
    ...(nameId === undefined ? {} : { nameId }),
    sessionIndexes: isNamed ? [sessionIndex] : [],
  }
}

const askToLeave = async (session: Session, login: Login, means: Means, cookies: Reply['headers']): Promise<Reply> => {
  const { slo } = await means.idps.idp()
  const [redirect, post] = [endpointOn(slo, 'redirect'), endpointOn(slo, 'post')]
  const endpoint = redirect ?? post
  if (!endpoint) return away('/', cookies)
  const request = requestFor(login, endpoint.location, means)
  session.leaving = request.id
  const how = means.eyes.has('logout-unsigned') ? 'unsigned' : 'right'
  const message = { kind: 'SAMLRequest', xml: logoutRequestText(request), id: request.id } as const
  return sentBy(redirect ? 'redirect' : 'post', endpoint.location, message, { keys: means.keys, how }, cookies)
}

/** The local session ends first, whatever the identity provider says to it. */
export const leave = async (call: Call, means: Means): Promise<Reply> => {
  const { eyes, sessions } = means
  const session = sessions.find(sessionIdOf(call))
  const login = session?.login
  if (!session || !login) return away('/')
  if (!eyes.has('logout-forgotten') && !eyes.has('logout-cookie-only')) session.login = undefined
  const cookies = eyes.has('logout-cookie-only') ? noCookie : []
  return eyes.has('logout-local') ? away('/', cookies) : askToLeave(session, login, means, cookies)
}
