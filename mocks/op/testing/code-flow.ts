import type { RunningProvider } from '../api.ts'
import { clientOf, personOf, type Tokens, tokensOf, urlOf } from './relying-party.ts'
import { type Stop, type Visitor, visitor } from './visitor.ts'

type Changes = Readonly<Record<string, string | undefined>>

/** A good authorization request of a client; `undefined` leaves a parameter out. */
export const requestOf = (provider: RunningProvider, role = 'web', changes: Changes = {}): Record<string, string> => {
  const { clientId, redirectUris } = clientOf(provider, role)
  const request = { client_id: clientId, redirect_uri: redirectUris[0], response_type: 'code', scope: 'openid' }
  const changed = Object.entries({ ...request, state: 's', ...changes })
  return Object.fromEntries(changed.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

interface Journey {
  readonly browser?: Visitor
  readonly as?: string
  readonly button?: 'accept' | 'cancel'
}

/** From the first page to the end, with login and consent answered. */
export const authorize = async (
  provider: RunningProvider,
  role = 'web',
  changes: Changes = {},
  { browser = visitor(provider.origin), as = 'plain', button = 'accept' }: Journey = {},
): Promise<Stop> => {
  const first = await browser.get(urlOf(provider, 'authorization', requestOf(provider, role, changes)))
  return browser.through(first, personOf(provider, as), button)
}

/** What the redirect URI got, in the query or in the fragment. */
export const told = ({ away, status, page }: Stop): Readonly<Record<string, string>> => {
  if (away === undefined) throw new Error(`stopped at ${status} ${page.text}`)
  const { search, hash } = new URL(away)
  return Object.fromEntries(new URLSearchParams(hash ? hash.slice(1) : search))
}

export const codeOf = async (...journey: Parameters<typeof authorize>): Promise<string> => {
  const { code } = told(await authorize(...journey))
  if (code === undefined) throw new Error('no code')
  return code
}

/** Redeems a code in the name of a client. */
export const redeem = (
  provider: RunningProvider,
  code: string,
  changes: Changes = {},
  role = 'web',
): Promise<Tokens> => {
  const client = clientOf(provider, role)
  const form = { grant_type: 'authorization_code', code, redirect_uri: client.redirectUris[0], ...changes }
  const given = Object.entries(form).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return tokensOf(provider, client, Object.fromEntries(given))
}
