import type { ApiRefusal, Looking } from './refusal.ts'

/** What of a request may carry a token. */
export interface Presentation {
  /** The values of all Authorization headers. */
  readonly authorization: readonly string[]
  readonly query: URLSearchParams
}

/** RFC 6750 section 2.1. */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/

/** Longer ones are nobody's: 64 KiB is what a header of a usual server holds. */
const LONGEST = 65_536

const isBearer = (value: string): boolean => /^bearer(\s|$)/i.test(value)

/** The token of a request, or why it brings none that can be looked at. Forms are not read. */
export const presentedToken = ({ authorization, query }: Presentation, look: Looking): string | ApiRefusal => {
  const bearers = authorization.filter(isBearer)
  const queried = query.getAll('access_token')
  const repeated = look('api.token-repeated', bearers.length > 1 || (bearers.length > 0 && queried.length > 0))
  if (repeated) return repeated
  const [header] = bearers
  if (header === undefined) {
    const [token] = queried
    return token ? (look('api.token-in-query', true) ?? token) : { condition: 'api.token-missing' }
  }
  const token = header.slice('bearer'.length).trim()
  if (token === '') return { condition: 'api.token-missing' }
  const malformed = token.length > LONGEST || !TOKEN.test(token)
  return look('api.token-malformed', malformed) ?? token
}
