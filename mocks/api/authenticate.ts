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

/** It shows these credentials, and is believed what it says in headers. */
interface Gatekeeper {
  readonly kind: 'gatekeeper'
  readonly username: string
  readonly password: string
}

/** Whom an API believes, and how. */
export type Protection =
  | Gatekeeper
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

/** The name under which a careless server hands a header to its program. */
const equated = (name: string, faults: FaultBook): string => {
  const dashed = faults.skips('gatekeeper.forged-underscores') ? name.replaceAll('_', '-') : name
  return faults.skips('gatekeeper.forged-old-name') ? dashed.replace(/^x-feideconnect-/, 'x-dataporten-') : dashed
}

const callerFromHeaders = ({ headers }: Call, faults: FaultBook): Caller => {
  const told = new Map<string, string>()
  for (const [spelled, value] of Object.entries(headers)) {
    const name = equated(spelled, faults)
    // As servers do with a header that comes twice.
    told.set(name, [told.get(name), one(value)].filter(Boolean).join(', '))
  }
  const user = told.get('x-dataporten-userid')
  const client = told.get('x-dataporten-clientid')
  return {
    ...(user ? { user } : {}),
    secondaryIds: listed(told.get('x-dataporten-userid-sec')),
    ...(client ? { client } : {}),
    scopes: listed(told.get('x-dataporten-scopes')),
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

const checkOf = (protection: Exclude<Protection, Gatekeeper>, now: Clock, faults: FaultBook): Check => {
  switch (protection.kind) {
    case 'jwt':
      return verifyingTokens(protection, issuerKeys(protection.jwksUri, now), now, faults)
    case 'introspection':
      return asking(introspecting(protection))
    case 'userinfo':
      return asking(askingUserinfo(protection.endpoint))
  }
}

const byGatekeeper =
  ({ username, password }: Gatekeeper, faults: FaultBook): Authenticate =>
  async (call) =>
    lookingWith(faults)('api.caller', !isGatekeeper(call.headers.authorization, username, password)) ??
    callerFromHeaders(call, faults)

/** A careless API lets in whoever brings nothing. */
const anonymous = ({ condition }: ApiRefusal, faults: FaultBook): Caller | undefined =>
  condition === 'api.token-missing' && faults.skips(condition) ? { secondaryIds: [], scopes: [] } : undefined

/** The question that an API asks of each request: who is this? */
export const authenticating = ({ protection, scope, now, faults }: Believing): Authenticate => {
  if (protection.kind === 'gatekeeper') return byGatekeeper(protection, faults)
  const look = lookingWith(faults)
  const check = checkOf(protection, now, faults)
  return async (call) => {
    const token = presentedToken({ authorization: authorizationsOf(call), query: call.query }, look)
    if (isRefusal(token)) return anonymous(token, faults) ?? token
    const caller = await check(token, look)
    if (isRefusal(caller) || scope === undefined) return caller
    const refused = look('api.scope', !caller.scopes.includes(scope))
    return refused ? { ...refused, scope } : caller
  }
}
