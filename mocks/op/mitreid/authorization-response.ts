import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { looking } from '../refusal.ts'
import { refused } from './answers.ts'
import { refusedByRedirect, type Told } from './authorization-refusal.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { addCode } from './codes.ts'
import { newHolder } from './holder.ts'
import { issueTokens } from './issue.ts'
import { deliver, type Pairs } from './redirects.ts'
import type { BrowserSession } from './session.ts'

const FRONT_CHANNEL = ['access_token', 'token_type', 'state', 'expires_in', 'scope', 'id_token']

/** Tokens at once, for a client that is registered for it; the scope only where it is not the one that was asked for. */
const implicit = (issuer: Issuer, request: AuthorizationRequest, session: BrowserSession, to: Told): Reply => {
  const client = issuer.clients.get(request.clientId)
  const look = looking(issuer, request.clientId)
  const refusal = look('authorization.flow-disabled-implicit', client?.grants.includes('implicit') !== true)
  if (refusal || !client) return refusedByRedirect(issuer, to, refusal ?? { condition: 'authorization.client-unknown' })
  const holder = newHolder(issuer, request, session)
  const { scope: _scope, refresh_token: _refresh, ...members } = issueTokens(issuer, client, holder, { inFront: true })
  const all: Readonly<Record<string, unknown>> = { ...members, state: request.state }
  const params: Pairs = FRONT_CHANNEL.flatMap((name) =>
    all[name] === undefined ? [] : [[name, String(all[name])] as const],
  )
  return deliver(issuer, to, params)
}

/** A column of the database ends somewhere: a parameter beyond it cannot be kept, and so not answered. */
const isTooLong = (issuer: Issuer, request: AuthorizationRequest): boolean => {
  const longest = issuer.dialect.switches.longestParameter
  const kept = [request.state, request.nonce, request.challenge, request.redirectUri]
  return typeof longest === 'number' && kept.some((value) => (value?.length ?? 0) > longest)
}

/** The user is logged in and has approved: back to the client. */
export const answer = (issuer: Issuer, request: AuthorizationRequest, session: BrowserSession): Reply => {
  const { clientId, redirectUri, state, responseTypes } = request
  const refusal = looking(issuer, clientId)('authorization.parameter-too-long', isTooLong(issuer, request))
  if (refusal) return refused(issuer, refusal)
  const to = { redirectUri, clientId, state, fragment: responseTypes.has('token') }
  if (responseTypes.has('token')) return implicit(issuer, request, session, to)
  const code = addCode(issuer, request, session)
  const params: Pairs = [['code', code], ...(state === undefined ? [] : [['state', state] as const])]
  return deliver(issuer, to, params)
}
