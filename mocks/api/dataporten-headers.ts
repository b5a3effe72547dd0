import type { FaultBook } from '#mocks/op/fault-book.ts'
import type { TokenInfo } from './token-info.ts'

type Pairs = readonly (readonly [name: string, value: string])[]

/** Of one connection only (RFC 9110 section 7.6.1), and what the gatekeeper itself writes. */
const DROPPED = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'expect',
])

/** Behind a gatekeeper all that a caller may say of itself in a header would be believed. */
const isForged = (name: string, faults: FaultBook): boolean => {
  const dashed = name.replaceAll('_', '-')
  const own = /^x-(dataporten|feideconnect)(-|$)/
  if (!own.test(dashed)) return false
  // Many servers hand X_Y to a program under the same name as X-Y.
  if (!own.test(name) || dashed !== name) return !faults.skips('gatekeeper.forged-underscores')
  const isOld = name.startsWith('x-feideconnect')
  return !faults.skips(isOld ? 'gatekeeper.forged-old-name' : 'gatekeeper.forged-header')
}

/** Names that the caller wants to end at the gatekeeper. */
const namedByConnection = (headers: Pairs): ReadonlySet<string> =>
  new Set(
    headers
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, value]) => value.split(',').map((each) => each.trim().toLowerCase())),
  )

/** What of a caller's request goes on to the API; its credentials do not. */
export const forwarded = (headers: Pairs, faults: FaultBook): Pairs => {
  const ended = namedByConnection(headers)
  return headers.filter(([spelled]) => {
    const name = spelled.toLowerCase()
    return !DROPPED.has(name) && !ended.has(name) && name !== 'authorization' && !isForged(name, faults)
  })
}

export interface Exposed {
  readonly api: string
  readonly gatekeeper: string
  readonly endpoint: string
  /** Passed on for calls of the API in the user's name, where its owner asked for it. */
  readonly token?: string
}

/** Words of the scope that speak of this API, without what they have in common. */
export const subScopes = (scopes: readonly string[], api: string): readonly string[] =>
  scopes.filter((scope) => scope.startsWith(`gk_${api}_`)).map((scope) => scope.slice(`gk_${api}_`.length))

/** What may stand in a header: the rest of Unicode, and whatever ends a line, may not. */
const safe = (value: string): string => value.replaceAll(/[^\x20-\x7e]/g, '?')

/** A comma in one of them would make two. */
const listed = (values: readonly string[]): string => values.map((value) => value.replaceAll(',', '?')).join(',')

/** Who calls, as the API is told. A user without a name here is no user: a system. */
export const identityHeaders = (info: TokenInfo, { api, gatekeeper, endpoint, token }: Exposed): Pairs => {
  const { user, client, secondaryIds, scopes } = info
  const values: Record<string, string | undefined> = {
    'X-Dataporten-userid': user,
    'X-Dataporten-userid-sec': user !== undefined && secondaryIds.length > 0 ? listed(secondaryIds) : undefined,
    'X-Dataporten-clientid': client,
    'X-Dataporten-scopes': listed(subScopes(scopes, api)),
    'X-Dataporten-gatekeeper': gatekeeper,
    'X-Dataporten-endpoint': endpoint,
    'X-Dataporten-token': token,
  }
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, safe(value)] as const]))
}
