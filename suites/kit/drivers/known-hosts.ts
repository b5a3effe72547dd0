import type { Transport } from './transport.ts'
import { UnusableAnswer } from './transport-error.ts'

/** Why nothing is sent to an address; undefined for one of these hosts. */
export const strangeness = (url: string, hosts: readonly string[]): string | undefined => {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (!address || !/^https?:$/.test(address.protocol)) return 'the issuer names something that is no http address'
  if (hosts.includes(address.host)) return undefined
  return `the issuer leads to ${address.origin}, which is none of its hosts: nothing was sent there`
}

/** Secrets and tokens are for the hosts of the issuer, whatever addresses it names in its answers. */
export const within =
  (send: Transport, hosts: readonly string[]): Transport =>
  async (request) => {
    const strange = strangeness(request.url, hosts)
    if (strange === undefined) return send(request)
    throw new UnusableAnswer(`${request.label}: ${strange}`)
  }
