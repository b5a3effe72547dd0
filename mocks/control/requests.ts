import type { RecordedRequest } from '#mocks/op/index.ts'
import { done, type Order, ok, Refused, type Resource } from './resource.ts'

/** Seconds that a question may stay open. */
const LONGEST = 60

const numberIn = (query: URLSearchParams, name: string, most: number): number => {
  const text = query.get(name)
  if (text === null) return 0
  const value = Number(text)
  if (/^\d{1,15}$/.test(text) && value <= most) return value
  throw new Refused(400, `"${name}" has to be a number from 0 to ${most}.`)
}

/** The requests after a number that fit; with `wait`, the answer comes with the first of them. */
const list = async ({ provider, query }: Order) => {
  const after = numberIn(query, 'after', Number.MAX_SAFE_INTEGER)
  const wait = numberIn(query, 'wait', LONGEST)
  const [endpoint, client] = [query.get('endpoint'), query.get('client')]
  const fits = (request: RecordedRequest): boolean =>
    request.number > after &&
    (endpoint === null || request.endpoint === endpoint) &&
    (client === null || request.clientId === client)
  if (wait > 0) await provider.requests.waitFor(fits, wait * 1000).catch(() => undefined)
  return ok(provider.requests.all().filter(fits))
}

export const requestResources: readonly Resource[] = [
  {
    method: 'GET',
    path: '/requests',
    does: 'what was sent: ?endpoint, ?client (client_id), ?after (a number), ?wait (seconds, for the first)',
    handle: list,
  },
  {
    method: 'DELETE',
    path: '/requests',
    does: 'forgets them',
    handle: ({ provider }) => {
      provider.requests.clear()
      return done
    },
  },
]
