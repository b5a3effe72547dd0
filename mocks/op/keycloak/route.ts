import type { EndpointName } from '#fixtures/schema/profile.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'

export type Handler = (call: Call) => Promise<Reply>

export interface Route {
  /** For the record of requests. */
  readonly name: string
  readonly methods: readonly string[]
  readonly handle: Handler
  /** Refuse bodies that are no form. */
  readonly form?: true
  /** Forms of browsers end here too: who asks for HTML is no script, and `Origin: null` of a page that sends no referrer says nothing. */
  readonly person?: true
  /** Pages of other origins may show it in a frame. */
  readonly framed?: true
  /** Methods that a preflight hears of, all unless said; none when scripts of other origins may not call it. */
  readonly cors?: readonly string[] | 'none'
  /** Newer versions know nothing at this path when asked by another method. */
  readonly hides?: true
  /** Scripts of every origin may read it. */
  readonly open?: true
  /** It gives JSON whatever was asked for; `document` for what all versions refuse to give as something else. */
  readonly produces?: 'json' | 'document'
}

export type Routes = readonly (readonly [path: string, route: Route])[]

/** A route at an endpoint of the profile, or below it; none when the profile has no such endpoint. */
export const routeAt = (issuer: Issuer, name: EndpointName, route: Omit<Route, 'name'>, below = ''): Routes => {
  const path = issuer.profile.endpoints[name]
  return path === undefined ? [] : [[path + below, { name, ...route }]]
}
