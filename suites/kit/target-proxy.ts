/**
 * Ways to a service through a proxy. `defaults`: NGINX as it comes. `guide`: with the buffers that the OpenAIRE guide
 * names. `own`: with somebody's own directives, or with all that we recommend. `logout`: the first of them, once more.
 */
export const proxyWays = ['defaults', 'guide', 'own', 'logout'] as const
export type ProxyWay = (typeof proxyWays)[number]

/** A proxy that stands before a service; plain data. */
export interface StandingProxy {
  /** `NGINX 1.22.1`, or that it is a model. */
  readonly title: string
  /** How it was asked for: `defaults`, `guide`, or the path of a file; absent for all there are. */
  readonly setting?: string
  readonly ways: { readonly [way in ProxyWay]?: ProxyPath }
  /** PEM: of the certificate that it shows. */
  readonly authority?: string
}

export interface ProxyPath {
  /** The host of the service, and where this way begins. */
  readonly hosts: Readonly<Record<string, string>>
  /** Of the `server` block. */
  readonly directives: string
}

export type ProxySeed = StandingProxy | { readonly missing: string }
