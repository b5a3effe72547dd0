import type { Exchange, RunResult, Target } from '../model.ts'
import type { FactGroup } from './model.ts'

/** What was seen of a target in one run: values by name, each with every value that came. */
export type Observed = ReadonlyMap<string, { readonly group: FactGroup; readonly values: ReadonlySet<string> }>

export const nameOf = (group: FactGroup, name: string): string => `${group}\n${name}`

type Tell = (group: FactGroup, name: string, value: unknown) => void
type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

export type ReadBody = (body: string | undefined) => Json | undefined

/** Bodies repeat by the thousand. */
export const bodyReader = (): ReadBody => {
  const known = new Map<string, Json | undefined>()
  return (body) => {
    if (body === undefined || !body.startsWith('{')) return undefined
    if (!known.has(body)) known.set(body, parsed(body))
    return known.get(body)
  }
}

const parsed = (body: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/** What stands in an object is told by itself: one of many addresses in `mtls_endpoint_aliases` may be another. */
const tellDiscovery = (document: Json, tell: Tell, above = ''): void => {
  for (const [name, value] of Object.entries(document)) {
    if (isObject(value) && above === '') tellDiscovery(value, tell, `${name}.`)
    else for (const each of [value].flat()) tell('discovery', above + name, asText(each))
  }
}

const tellKeys = ({ keys }: Json, tell: Tell): void => {
  if (!Array.isArray(keys)) return
  for (const key of keys.filter(isObject)) {
    const { kty, alg, use, crv, kid } = key
    tell(
      'keys',
      'kinds',
      [kty, crv, alg, use]
        .filter((each) => each !== undefined)
        .map(asText)
        .join(' '),
    )
    tell('keys', 'kid', asText(kid))
  }
}

const TOKENS = { access_token: 'access token', id_token: 'ID token', refresh_token: 'refresh token' } as const

const tellTokens = (answer: Json, tell: Tell): void => {
  if (typeof answer.scope === 'string')
    for (const scope of answer.scope.split(' ').filter(Boolean)) tell('tokens', 'scopes', scope)
  for (const [member, name] of Object.entries(TOKENS)) {
    const token = answer[member]
    if (!isObject(token) || !isObject(token.claims)) continue
    for (const claim of Object.keys(token.claims)) tell('claims', `claims of the ${name}`, claim)
    if (isObject(token.header)) tell('tokens', `${name} signed with`, asText(token.header.alg))
  }
}

const tellUserinfo = (answer: Json, tell: Tell): void => {
  for (const claim of Object.keys(answer)) tell('claims', 'claims of userinfo', claim)
}

const tellError = (label: string, status: string, answer: Json, tell: Tell): void => {
  const { error, error_description: description } = answer
  if (typeof error === 'string')
    tell('errors', `${label}: ${status} ${error}`, asText(description ?? '(no description)'))
}

/** `401 Unauthorized`: the words are the server's and mean nothing. */
const statusOf = ({ response }: Exchange): string => response?.start.split(' ', 1)[0] ?? ''

const isOf = (origin: string, { request: { start } }: Exchange): boolean =>
  start.startsWith(origin, start.indexOf(' ') + 1)

const tellExchange = (exchange: Exchange, answer: Json, tell: Tell): void => {
  const { label } = exchange
  const status = statusOf(exchange)
  if (!status.startsWith('2')) tellError(label, status, answer, tell)
  else if (label === 'discovery') tellDiscovery(answer, tell)
  else if (label === 'key request') tellKeys(answer, tell)
  else if (label === 'userinfo request') tellUserinfo(answer, tell)
  else if (label.startsWith('token request')) tellTokens(answer, tell)
}

/** Exchanges by the target in whose name they were sent, which their keys begin with. */
export const exchangesByTarget = ({ exchanges }: RunResult): ReadonlyMap<string, readonly Exchange[]> => {
  const by = new Map<string, Exchange[]>()
  for (const [key, exchange] of Object.entries(exchanges)) {
    const target = key.slice(0, key.indexOf('/'))
    const known = by.get(target)
    if (known) known.push(exchange)
    else by.set(target, [exchange])
  }
  return by
}

/** The same answer to the same request, of which there are thousands, tells nothing the second time. */
const unlessTold = () => {
  const told = new Map<string, Set<Json>>()
  return (exchange: Exchange, answer: Json): boolean => {
    const key = `${exchange.label}\n${statusOf(exchange)}`
    const known = told.get(key) ?? new Set()
    const isNew = !known.has(answer)
    told.set(key, known.add(answer))
    return isNew
  }
}

/** Everything that the issuer of a target was seen to do, as far as it is the same for all users and moments. */
export const observe = (
  exchanges: readonly Exchange[],
  target: Target,
  neutral: (text: string) => string,
  read: ReadBody,
): Observed => {
  const seen = new Map<string, { group: FactGroup; values: Set<string> }>()
  const tell: Tell = (group, name, value) => {
    const key = nameOf(group, name)
    const known = seen.get(key) ?? { group, values: new Set<string>() }
    known.values.add(neutral(String(value)))
    seen.set(key, known)
  }
  const origin = target.issuer !== undefined && URL.canParse(target.issuer) ? new URL(target.issuer).origin : ''
  const isNew = unlessTold()
  for (const exchange of exchanges) {
    const answer = isOf(origin, exchange) ? read(exchange.response?.body) : undefined
    if (answer && isNew(exchange, answer)) tellExchange(exchange, answer, tell)
  }
  for (const [name, value] of Object.entries(target.facts)) tell('measured', name, value)
  return seen
}
