import type { Binding } from '#mocks/saml/names.ts'
import { type Outgoing, postPage, redirectUrl } from '#mocks/saml/send.ts'
import type { Reply } from '#mocks/wire/message.ts'
import { RSA_SHA1, RSA_SHA256, SHA1, SHA256 } from '#mocks/xml/algorithms.ts'
import type { CertifiedKey } from '#mocks/xml/certificate.ts'
import { signXml } from '#mocks/xml/sign.ts'
import { away } from './cookie.ts'

/** How a message is signed; a right one is, with SHA-256. */
export interface Signing {
  readonly keys: CertifiedKey
  readonly how: 'right' | 'unsigned' | 'broken' | 'sha1'
  /** What stands before the message once it is signed. */
  readonly prolog?: string
}

export const signedXml = (xml: string, id: string, { keys, how }: Signing): string => {
  if (how === 'unsigned') return xml
  const old = how === 'sha1'
  return signXml(xml, id, {
    key: keys.privateKey,
    certificate: keys.certificate,
    algorithm: old ? RSA_SHA1 : RSA_SHA256,
    digest: old ? SHA1 : SHA256,
    ...(how === 'broken' ? { bendDigested: (text: string) => `${text} ` } : {}),
  })
}

/** Another first character of the signature, and so other octets. */
const broken = (url: string): string =>
  url.replace(/(Signature=)(.)/, (_, name: string, first: string) => name + (first === 'A' ? 'B' : 'A'))

const redirected = (to: string, message: Outgoing, { keys, how }: Signing): string => {
  if (how === 'unsigned') return redirectUrl(to, message)
  const url = redirectUrl(to, message, {
    key: keys.privateKey,
    algorithm: how === 'sha1' ? RSA_SHA1 : RSA_SHA256,
  })
  return how === 'broken' ? broken(url) : url
}

/** Sends the browser on with a message: signed over the query by Redirect, within the message by POST. */
export const sentBy = (
  binding: Exclude<Binding, 'soap'>,
  to: string,
  message: Outgoing & { readonly id: string },
  signing: Signing,
  cookies: Reply['headers'] = [],
): Reply => {
  const { prolog = '' } = signing
  if (binding === 'redirect') {
    return away(redirected(to, { ...message, xml: prolog + message.xml }, signing), cookies)
  }
  return {
    status: 200,
    headers: [['Content-Type', 'text/html; charset=utf-8'], ['Cache-Control', 'no-store'], ...cookies],
    body: postPage(to, { ...message, xml: prolog + signedXml(message.xml, message.id, signing) }),
  }
}
