import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { Agent, fetch } from 'undici'

/** What came from an address, or why nothing did: one sentence without a full stop. */
export type Fetched =
  | { readonly status: number; readonly type: string; readonly bytes: Uint8Array; readonly url: string }
  | {
      readonly failure: string
      /** Somebody is there, whose certificate is none that browsers trust. */
      readonly untrusted?: true
    }

export interface FetchOptions {
  /** Addresses inside of one's own network may be asked; not unless said. */
  readonly privately?: boolean
  /** Bytes that are read at the most. */
  readonly largest?: number
  /** Milliseconds for all of it. */
  readonly patience?: number
  /** Whoever answers is taken for whom he says he is: to look at what nobody else would read. */
  readonly anyCertificate?: boolean
}

export type Fetch = (url: string) => Promise<Fetched>

const MOST_REDIRECTS = 5

/** IANA's registries of special-purpose addresses: nothing of that is a page for everybody. */
const inside = (): BlockList => {
  const list = new BlockList()
  const four: readonly (readonly [string, number])[] = [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ]
  const six: readonly (readonly [string, number])[] = [
    ['::', 127],
    ['64:ff9b:1::', 48],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
  ]
  for (const [net, bits] of four) list.addSubnet(net, bits, 'ipv4')
  for (const [net, bits] of six) list.addSubnet(net, bits, 'ipv6')
  return list
}

const INSIDE = inside()

/** Also of an IPv4 address that is written as IPv6. */
export const isInside = (address: string): boolean => {
  const bare = address.replace(/^\[|\]$/g, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  const version = isIP(mapped ?? bare)
  return version !== 0 && INSIDE.check(mapped ?? bare, version === 4 ? 'ipv4' : 'ipv6')
}

class Inside extends Error {}

type Found = (error: Error | null, addresses: { address: string; family: number }[]) => void

/** Names are resolved once, and what they lead to is judged then: no second answer can lead elsewhere. */
const outsideOnly = (hostname: string, _: unknown, found: Found): void => {
  lookup(hostname, { all: true }).then(
    (addresses) => {
      const refused = addresses.find(({ address }) => isInside(address))
      if (refused) found(new Inside(`${hostname} is ${refused.address}, an address inside of a network`), [])
      else found(null, addresses)
    },
    (error: Error) => found(error, []),
  )
}

const read = async (body: AsyncIterable<Uint8Array> | null, largest: number): Promise<Uint8Array | undefined> => {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    length += part.length
    if (length > largest) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const causeOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? error.cause : error

const codeOf = (cause: unknown): string => (cause instanceof Error && 'code' in cause ? String(cause.code) : '')

/** Of OpenSSL, by way of Node: the chain, the name, or the time does not fit. */
const isUntrusted = (code: string): boolean => /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_VERIFY/.test(code)

const reasonOf = (error: unknown, patience: number): string => {
  const cause = causeOf(error)
  if (cause instanceof Inside) return cause.message
  if (error instanceof Error && error.name === 'TimeoutError') return `nobody answered within ${patience / 1000} s`
  const code = codeOf(cause)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the name is not known'
  if (code === 'ECONNREFUSED') return 'nobody listens there'
  if (isUntrusted(code)) return `its certificate is not trusted (${code})`
  return `it cannot be reached (${code || (cause instanceof Error ? cause.message : String(cause))})`
}

/** Fetches pages of strangers, by GET and within limits; close it when done. */
export const createFetch = (
  options: FetchOptions = {},
): { readonly fetch: Fetch; readonly close: () => Promise<void> } => {
  const { privately = false, largest = 2_000_000, patience = 10_000, anyCertificate = false } = options
  const agent = new Agent({
    connect: { rejectUnauthorized: !anyCertificate, ...(privately ? {} : { lookup: outsideOnly }) },
  })
  const one = async (url: string, signal: AbortSignal): Promise<Fetched | { readonly location: string }> => {
    if (!privately && isInside(new URL(url).hostname))
      return { failure: `${new URL(url).hostname} is an address inside of a network` }
    const headers = { accept: '*/*', 'user-agent': 'aai-conformance' }
    const answer = await fetch(url, { dispatcher: agent, redirect: 'manual', signal, headers })
    const location = answer.headers.get('location')
    if (answer.status >= 300 && answer.status < 400 && location !== null) {
      await answer.body?.cancel()
      return { location: new URL(location, url).href }
    }
    const bytes = await read(answer.body, largest)
    if (!bytes) return { failure: `it is larger than ${largest} bytes` }
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', bytes, url }
  }
  const all: Fetch = async (first) => {
    const signal = AbortSignal.timeout(patience)
    let url = first
    try {
      for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
        if (!/^https?:$/.test(new URL(url).protocol)) return { failure: `it leads to ${new URL(url).protocol}` }
        const answer = await one(url, signal)
        if (!('location' in answer)) return answer
        url = answer.location
      }
      return { failure: `it leads on and on, ${MOST_REDIRECTS} times and more` }
    } catch (error) {
      const failure = reasonOf(error, patience)
      return isUntrusted(codeOf(causeOf(error))) ? { failure, untrusted: true } : { failure }
    }
  }
  return { fetch: all, close: () => agent.destroy() }
}
