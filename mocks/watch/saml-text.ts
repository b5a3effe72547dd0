import { inflateRawSync } from 'node:zlib'

/** A message as it travels: in an address deflated, in a form as it is. */
export interface Packed {
  readonly kind: 'SAMLRequest' | 'SAMLResponse'
  readonly value: string
  readonly deflated: boolean
}

/** More than is shown of any. */
const MOST = 512 * 1024

/** The text of a message; undefined for what is none. */
export const unpacked = ({ value, deflated }: Packed): string | undefined => {
  const octets = Buffer.from(value, 'base64')
  try {
    return (deflated ? inflateRawSync(octets, { maxOutputLength: MOST }) : octets.subarray(0, MOST)).toString('utf8')
  } catch {
    return undefined
  }
}

const KINDS = ['SAMLRequest', 'SAMLResponse'] as const

/** The message among parameters, if there is one. */
export const packedIn = (at: (name: string) => string | null | undefined, deflated: boolean): Packed | undefined => {
  for (const kind of KINDS) {
    const value = at(kind)
    if (value) return { kind, value, deflated }
  }
  return undefined
}

const first = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1]

/** Who says to have sent it; nobody has looked whether that is so. */
export const issuerIn = (xml: string): string | undefined =>
  first(xml, /<(?:[\w-]+:)?Issuer(?:\s[^>]*)?>\s*([^<]*?)\s*</)?.slice(0, 1024)

/** The end of the status that says most: `NoPassive`; undefined for success, and where there is none. */
export const refusalIn = (xml: string): string | undefined => {
  const codes = [...xml.matchAll(/<(?:[\w-]+:)?StatusCode\s[^>]*?Value="[^"]*:(\w+)"/g)].map(([, code = '']) => code)
  return codes[0] === 'Success' ? undefined : codes.at(-1)
}

export const isPassive = (xml: string): boolean => /\sIsPassive="(?:true|1)"/.test(xml)

const UNIQUE_ID = /Name="urn:oid:1\.3\.6\.1\.4\.1\.5923\.1\.1\.1\.13"[^>]*>\s*<[\w-]*:?AttributeValue[^>]*>([^<]+)</

/** By whom the service is to know its user; unknown where it is encrypted. */
export const subjectIn = (xml: string): string | undefined => first(xml, UNIQUE_ID)

/** Local name of what the message is, in whatever it is wrapped. */
export const rootOf = (xml: string): string =>
  first(xml, /<(?:[\w-]+:)?((?:Authn|Logout)?(?:Request|Response))[\s>]/) ?? 'A message'

/** What is long and says nothing to a reader; without the values of signatures nothing can be sent once more. */
const LONG = /(<((?:[\w-]+:)?(?:SignatureValue|X509Certificate|CipherValue))(?:\s[^>]*)?>)([^<]*)(?=<\/\2>)/g

const shortened = (xml: string): string =>
  xml.replaceAll(LONG, (_, start: string, __, value: string) => `${start}… (${value.length} characters)`)

const LONGEST = 40_000

/** One element to a line, indented; what is no XML stays as it is. */
export const readable = (xml: string): string => {
  const lines: string[] = []
  let depth = 0
  for (const token of shortened(xml.slice(0, LONGEST)).match(/<[^>]*>|[^<]+/g) ?? []) {
    if (token.trim() === '') continue
    if (token.startsWith('</')) {
      depth = Math.max(0, depth - 1)
      const isLeaf = /^\s*<(?![/?!])[^>]*[^/]>(?:[^<]*)$/.test(lines.at(-1) ?? '')
      if (isLeaf) lines.push(`${lines.pop()}${token}`)
      else lines.push('  '.repeat(depth) + token)
    } else if (token.startsWith('<')) {
      lines.push('  '.repeat(depth) + token)
      if (!/^<[?!]|\/>$/.test(token)) depth += 1
    } else {
      lines.push(`${lines.pop() ?? ''}${token.trim()}`)
    }
  }
  return xml.length > LONGEST ? `${lines.join('\n')}\n…` : lines.join('\n')
}
