import type { NotedMessage } from '#mocks/idp/note.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { headerOf } from './header.ts'
import { isPassive, issuerIn, type Packed, packedIn, refusalIn, subjectIn, unpacked } from './saml-text.ts'

/** A SAML message on its way, as text. */
export interface SamlMessage {
  readonly kind: Packed['kind']
  readonly xml: string
}

const isSaml = (endpoint: string): boolean => endpoint.startsWith('saml-')

const sentBy = ({ query, form }: Call): string | undefined => {
  const packed = form ? packedIn((name) => form.get(name), false) : packedIn((name) => query.get(name), true)
  return packed && unpacked(packed)
}

/** What a request says before anybody has read it: who asks, and whether the user is to see nothing of it. */
export const claimsOf = (endpoint: string, call: Call): { readonly issuer?: string; readonly silent?: true } => {
  if (!isSaml(endpoint)) return {}
  const xml = sentBy(call)
  if (xml === undefined) {
    const named = call.query.get('spentityid')
    return named === null ? {} : { issuer: named }
  }
  const issuer = issuerIn(xml)
  return { ...(issuer === undefined ? {} : { issuer }), ...(isPassive(xml) ? { silent: true } : {}) }
}

/** A browser carries it, unless it came as SOAP. */
export const isSoap = (endpoint: string, { method, form }: Call): boolean =>
  endpoint === 'saml-slo' && method === 'POST' && form === undefined

const FIELD = /<input type="hidden" name="(SAMLRe(?:quest|sponse))" value="([^"]{1,700000})"/

/** The message that an answer carries on to a service. */
export const messageOut = (endpoint: string, reply: Reply): SamlMessage | undefined => {
  if (!isSaml(endpoint)) return undefined
  const location = headerOf(reply, 'location')
  if (location !== undefined) {
    const { searchParams } = new URL(location, 'http://nowhere.invalid')
    const packed = packedIn((name) => searchParams.get(name), true)
    const xml = packed && unpacked(packed)
    return packed && xml !== undefined ? { kind: packed.kind, xml } : undefined
  }
  const body = reply.body ?? ''
  if (/\bxml\b/.test(headerOf(reply, 'content-type') ?? '') && endpoint === 'saml-slo') {
    return { kind: 'SAMLResponse', xml: body }
  }
  const [, kind, value] = FIELD.exec(body) ?? []
  if (value === undefined) return undefined
  const named = kind === 'SAMLRequest' ? kind : 'SAMLResponse'
  return { kind: named, xml: unpacked({ kind: named, value, deflated: false }) ?? '' }
}

/** What such an answer says to the protocol. */
export const toldBy = ({ kind, xml }: SamlMessage) => {
  const [error, sub] = [kind === 'SAMLResponse' ? refusalIn(xml) : undefined, subjectIn(xml)]
  return {
    ...(error === undefined ? {} : { error }),
    ...(sub === undefined ? {} : { user: { sub } }),
    asserts: kind === 'SAMLResponse' && error === undefined && /(?:Encrypted)?Assertion[\s>]/.test(xml),
  }
}

/** What a login request drew for itself. */
export const drawnFrom = ({ message }: NotedMessage): Readonly<Record<string, string>> =>
  message === undefined ? {} : { ID: message.id }
