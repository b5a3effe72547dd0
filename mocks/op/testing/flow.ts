import { createHash } from 'node:crypto'
import type { RunningProvider } from '../api.ts'
import { clientOf, personOf, type Tokens, tokensOf, urlOf } from './relying-party.ts'
import { type Stop, type Visitor, visitor } from './visitor.ts'

type Params = Readonly<Record<string, string>>

/** Empty leaves a parameter out. */
export type Changes = Params

export const VERIFIER = 'a-verifier-of-more-than-forty-three-characters~'
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

const withoutEmpty = (params: Params): Record<string, string> =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''))

const proofOf = (method: string | undefined): Params => {
  if (method === undefined) return {}
  const code_challenge = method === 'S256' ? challengeOf(VERIFIER) : VERIFIER
  return { code_challenge, code_challenge_method: method }
}

/** A request that the client of this role may make, changed. */
export const requestOf = (provider: RunningProvider, role: string, changes: Changes = {}): Record<string, string> => {
  const { clientId, redirectUris, pkce } = clientOf(provider, role)
  return withoutEmpty({
    ...{ client_id: clientId, redirect_uri: redirectUris[0] ?? '', response_type: 'code', scope: 'openid', state: 's' },
    ...proofOf(pkce),
    ...changes,
  })
}

export const ask = (
  provider: RunningProvider,
  role: string,
  changes: Changes = {},
  browser: Visitor = visitor(provider.origin),
): Promise<Stop> => browser.get(urlOf(provider, 'authorization', requestOf(provider, role, changes)))

export interface Way {
  readonly as?: string
  readonly browser?: Visitor
  readonly button?: 'accept' | 'cancel'
}

/** From the request to wherever the browser ends, signing in and agreeing on the way. */
export const walk = async (
  provider: RunningProvider,
  role: string,
  changes: Changes = {},
  { as = 'plain', browser = visitor(provider.origin), button }: Way = {},
): Promise<Stop> => browser.through(await ask(provider, role, changes, browser), personOf(provider, as), button)

/** Parameters that a redirect carries, in the query or the fragment. */
export const carried = ({ away, status, page }: Stop): Record<string, string> => {
  if (away === undefined) throw new Error(`no redirect: ${status} ${page.text}`)
  const { search, hash } = new URL(away)
  return Object.fromEntries(new URLSearchParams(hash === '' ? search : hash.slice(1)))
}

export const codeFor = async (
  provider: RunningProvider,
  role: string,
  changes: Changes = {},
  way: Way = {},
): Promise<string> => {
  const params = carried(await walk(provider, role, changes, way))
  if (params.code === undefined) throw new Error(`no code: ${JSON.stringify(params)}`)
  return params.code
}

export const redeem = (
  provider: RunningProvider,
  role: string,
  code: string,
  changes: Changes = {},
): Promise<Tokens> => {
  const client = clientOf(provider, role)
  const form = {
    ...{ grant_type: 'authorization_code', code, redirect_uri: client.redirectUris[0] ?? '' },
    ...(client.pkce === undefined ? {} : { code_verifier: VERIFIER }),
    ...changes,
  }
  return tokensOf(provider, client, withoutEmpty(form))
}

export const refreshed = (
  provider: RunningProvider,
  role: string,
  refresh: string,
  changes: Changes = {},
): Promise<Tokens> =>
  tokensOf(provider, clientOf(provider, role), { grant_type: 'refresh_token', refresh_token: refresh, ...changes })

/** error and error_description, for one glance. */
export const complaint = (body: Readonly<Record<string, unknown>>): string =>
  [body.error, body.error_description].filter((part) => part !== undefined).join(': ')

/** The same of a redirect; a page by its text. */
export const refusal = (stop: Stop): string =>
  stop.away === undefined ? `page ${stop.status}: ${stop.page.text}` : complaint(carried(stop))
