/** A way through the proxy: where it leads, and with which directives. */
export interface Way {
  /** Of NGINX, for a `server` block. */
  readonly directives: string
  /** On loopback, where plain HTTP is spoken. */
  readonly port: number
}

export type Ways = Readonly<Record<string, Way>>

/** To a proxy that speaks TLS. PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** A proxy that stands, with a port of loopback for each way. */
export interface Engine {
  /** For readers: `NGINX 1.22.1`. */
  readonly title: string
  readonly ports: Readonly<Record<string, number>>
  /** Lines of its log about this way since the start. */
  readonly complaints: (way: string) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}
