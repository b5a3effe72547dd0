import { timingSafeEqual } from 'node:crypto'
import type { FaultBook } from '#mocks/op/fault-book.ts'
import type { Clock } from '#mocks/wire/clock.ts'
import type { Call } from '#mocks/wire/message.ts'
import { askingUserinfo, type IntrospectionOptions, introspecting } from './ask-introspection.ts'
import { type Authenticate, type Caller, isRefusal } from './caller.ts'
import { issuerKeys } from './issuer-keys.ts'
import { presentedToken } from './presented-token.ts'
import { type ApiRefusal, type Looking, lookingWith } from './refusal.ts'
import type { TokenInfo, TokenLookup } from './token-info.ts'
import { type JwtOptions, verifyingTokens } from './verify-token.ts'

/** Whom an API believes, and how. */
export type Protection =
  /** Its gatekeeper, which shows these credentials, and what it says in headers. */
  | { readonly kind: 'gatekeeper'; readonly username: string; readonly password: string }
  /** Signed tokens, which it verifies by itself. */
  | ({ readonly kind: 'jwt' } & JwtOptions)
  /** The issuer, which it asks about each token. */
  | ({ readonly kind: 'introspection' } & IntrospectionOptions)
  | { readonly kind: 'userinfo'; readonly endpoint: string }

export interface Believing {
  readonly protection: Protection
  /** The word that a token needs to open the API; any token of the issuer will do when absent. */
  readonly scope?: string
  readonly now: Clock
  readonly faults: FaultBook
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

const listed = (value: string | undefined): readonly string[] =>
  (value ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)

const callerFromHeaders = ({ headers }: Call): Caller => {
  const user = one(headers['x-dataporten-userid'])
  const client = one(headers['x-dataporten-clientid'])
  return {
    ...(user ? { user } : {}),
    secondaryIds: listed(one(headers['x-dataporten-userid-sec'])),
    ...(client ? { client } : {}),
    scopes: listed(one(headers['x-dataporten-scopes'])),
  }
}

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

const isGatekeeper = (authorization: string | undefined, username: string, password: string): boolean => {
  const credentials = /^basic\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1] ?? ''
  return same(Buffer.from(credentials, 'base64').toString('utf8'), `${username}:${password}`)
}

/** Node keeps the first of several Authorization headers only; where it matters the raw list is looked at. */
const authorizationsOf = ({ headers, rawHeaders }: Call): readonly string[] =>
  rawHeaders?.flatMap(([name, value]) => (name.toLowerCase() === 'authorization' ? [value] : [])) ??
  (headers.authorization === undefined ? [] : [headers.authorization])

const judged = (info: TokenInfo, look: Looking): Caller | ApiRefusal => {
  const { standing, isOther, user, secondaryIds, client, scopes } = info
  const refused =
    look('api.token-unknown', standing === 'unknown') ??
    look('api.expired', standing === 'expired') ??
    look('api.type', isOther === true)
  if (refused) return refused
  return {
    ...(user === undefined ? {} : { user }),
    secondaryIds,
    ...(client === undefined ? {} : { client }),
    scopes,
  }
}

type Check = (token: string, look: Looking) => Promise<Caller | ApiRefusal>

const asking =
  (lookUp: TokenLookup): Check =>
  async (token, look) =>
    judged(await lookUp(token), look)

const checkOf = ({ protection, now, faults }: Believing): Check | undefined => {
  switch (protection.kind) {
    case 'jwt':
      return verifyingTokens(protection, issuerKeys(protection.jwksUri, now), now, faults)
    case 'introspection':
      return asking(introspecting(protection))
    case 'userinfo':
      return asking(askingUserinfo(protection.endpoint))
    case 'gatekeeper':
      return undefined
  }
}

/** The question that an API asks of each request: who is this? */
export const authenticating = (believing: Believing): Authenticate => {
  const { protection, scope, faults } = believing
  const look = lookingWith(faults)
  const check = checkOf(believing)
  return async (call) => {
    if (protection.kind === 'gatekeeper') {
      const known = isGatekeeper(call.headers.authorization, protection.username, protection.password)
      return look('api.caller', !known) ?? callerFromHeaders(call)
    }
    const token = presentedToken({ authorization: authorizationsOf(call), query: call.query }, look)
    if (isRefusal(token) || !check) return isRefusal(token) ? token : { condition: 'api.token-missing' }
    const caller = await check(token, look)
    if (isRefusal(caller) || scope === undefined) return caller
    const refused = look('api.scope', !caller.scopes.includes(scope))
    return refused ? { ...refused, scope } : caller
  }
}
