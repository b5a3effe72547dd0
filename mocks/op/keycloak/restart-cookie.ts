import { decodeJwt, signHmac, verifiesHmac } from '#mocks/wire/jwt.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { joseHeader } from './jose-header.ts'

/** No browser keeps a longer one. */
const MOST = 4096

/** The request itself, so that a login can begin again when all else is forgotten. */
export const restartCookie = (
  issuer: Issuer,
  { client, redirectUri, sent }: AuthorizationRequest,
): Reply['headers'] => {
  if (sent === undefined) return []
  const claims = {
    cid: client.clientId,
    pty: 'openid-connect',
    ruri: redirectUri,
    act: 'AUTHENTICATE',
    notes: Object.fromEntries(sent),
  }
  const value = signHmac({ alg: 'HS256', typ: 'JWT', kid: 'cookies' }, claims, issuer.secret, joseHeader)
  return value.length > MOST
    ? []
    : [['Set-Cookie', `KC_RESTART=${value}; Version=1; Path=${issuer.basePath}/; HttpOnly`]]
}

/** The parameters of the request that a browser remembers. */
export const remembered = (issuer: Issuer, call: Call): URLSearchParams | undefined => {
  const jwt = decodeJwt(call.cookies.get('KC_RESTART') ?? '')
  if (!jwt || !verifiesHmac(jwt, 'HS256', issuer.secret)) return undefined
  const { notes } = jwt.claims
  return typeof notes === 'object' && notes !== null
    ? new URLSearchParams(Object.entries(notes).map(([name, value]) => [name, String(value)]))
    : undefined
}
