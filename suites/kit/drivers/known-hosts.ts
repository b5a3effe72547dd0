import { BlockList, isIP } from 'node:net'
import type { Transport } from './transport.ts'
import { UnusableAnswer } from './transport-error.ts'

/** Why nothing is sent to an address; undefined for one of these hosts. */
export const strangeness = (url: string, hosts: readonly string[]): string | undefined => {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (!address || !/^https?:$/.test(address.protocol)) return 'the issuer names something that is no http address'
  if (hosts.includes(address.host)) return undefined
  return `the issuer leads to ${address.origin}, which is none of its hosts: nothing was sent there`
}

/** Addresses of a machine itself and of the network around it (RFC 1918, 3927, 4193, 4291, 6598). */
const inside = new BlockList()
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(address, prefix, 'ipv4')
for (const [address, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inside.addSubnet(address, prefix, 'ipv6')

/** Names that never leave a machine or its network (RFC 6761, RFC 6762, RFC 8375). */
const INSIDE_NAME = /(^|\.)(localhost|local|internal|home\.arpa)$/

/** Whether an address lies in the network of whoever runs this, where a page of others has no business. */
export const isInside = (url: string, hosts: readonly string[]): boolean => {
  const { host, hostname } = new URL(url)
  if (hosts.includes(host)) return false
  const address = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(address)
  return family === 0 ? INSIDE_NAME.test(address) : inside.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** Secrets and tokens are for the hosts of the issuer, whatever addresses it names in its answers. */
export const within =
  (send: Transport, hosts: readonly string[]): Transport =>
  async (request) => {
    const strange = strangeness(request.url, hosts)
    if (strange === undefined) return send(request)
    throw new UnusableAnswer(`${request.label}: ${strange}`)
  }
