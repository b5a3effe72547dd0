import { createSecureContext, rootCertificates } from 'node:tls'
import { Agent, buildConnector, type Dispatcher } from 'undici'

export interface ConnectionOptions {
  /** PEM, trusted beside the usual authorities. */
  readonly authority?: string
  /** Host names, with or without port, that live at another address: `127.0.0.1:8443`. */
  readonly hosts?: Readonly<Record<string, string>>
}

/** `host:port` or `host`, with an IPv6 address in brackets. */
const addressOf = (text: string): { readonly hostname: string; readonly port?: string } => {
  const { hostname, port } = new URL(`tcp://${text}`)
  return { hostname: hostname.replace(/^\[|\]$/g, ''), ...(port ? { port } : {}) }
}

/** Bytes. A token of a user with many groups, in the fragment of a redirect, is larger than the usual limit. */
const MOST_HEADERS = 1_048_576

/** Connections of one target: its authority is trusted, its host names need no DNS. */
export const createConnections = ({ authority, hosts = {} }: ConnectionOptions): Dispatcher => {
  const trust =
    authority === undefined ? {} : { secureContext: createSecureContext({ ca: [authority, ...rootCertificates] }) }
  const connect = buildConnector(trust)
  return new Agent({
    // Many servers close what was idle for five seconds: no request of ours shall meet that.
    keepAliveTimeout: 2_000,
    maxHeaderSize: MOST_HEADERS,
    connect: (options, callback) => {
      const { hostname, port } = options
      const elsewhere = hosts[`${hostname}:${port}`] ?? hosts[hostname]
      if (elsewhere === undefined) return connect(options, callback)
      // The certificate is still checked against the name that was asked for.
      connect({ ...options, servername: hostname, ...addressOf(elsewhere) }, callback)
    },
  })
}
