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
  /** Pages of other origins may show it in a frame. */
  readonly framed?: true
}

/** Browsers do; programs that say nothing of the kind get JSON. */
export const wantsHtml = (call: Call): boolean => (call.headers.accept ?? '').includes('text/html')

export type Routes = readonly (readonly [path: string, route: Route])[]

/** A route at an endpoint of the profile, or below it; none when the profile has no such endpoint. */
export const routeAt = (issuer: Issuer, name: EndpointName, route: Omit<Route, 'name'>, below = ''): Routes => {
  const path = issuer.profile.endpoints[name]
  return path === undefined ? [] : [[path + below, { name, ...route }]]
}
