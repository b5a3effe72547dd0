import type { KeyObject } from 'node:crypto'
import { RSA_SHA256, signOctets } from '#mocks/xml/algorithms.ts'
import { escapeXml } from '#mocks/xml/escape.ts'
import { deflated } from './deflate.ts'
import { SOAP } from './names.ts'

export interface Outgoing {
  readonly kind: 'SAMLRequest' | 'SAMLResponse'
  /** Text of the message. */
  readonly xml: string
  readonly relayState?: string
}

export interface RedirectSigner {
  readonly key: KeyObject
  /** URI; RSA with SHA-256 unless said. */
  readonly algorithm?: string
}

/** An apostrophe, too: browsers write it so in a query, and what was signed has to be what comes. */
const encoded = (text: string): string => encodeURIComponent(text).replaceAll("'", '%27')

/** The query of the Redirect binding: exactly these octets are signed, in this order (SAML bindings section 3.4.4.1). */
export const redirectQuery = ({ kind, xml, relayState }: Outgoing, signer?: RedirectSigner): string => {
  const relay = relayState === undefined ? '' : `&RelayState=${encoded(relayState)}`
  const query = `${kind}=${encodeURIComponent(deflated(xml))}${relay}`
  if (!signer) return query
  const { key, algorithm = RSA_SHA256 } = signer
  const signed = `${query}&SigAlg=${encodeURIComponent(algorithm)}`
  return `${signed}&Signature=${encodeURIComponent(signOctets(algorithm, signed, key).toString('base64'))}`
}

export const redirectUrl = (destination: string, outgoing: Outgoing, signer?: RedirectSigner): string =>
  destination + (destination.includes('?') ? '&' : '?') + redirectQuery(outgoing, signer)

/** The fields of the POST binding (SAML bindings section 3.5.4). */
export const postFields = ({
  kind,
  xml,
  relayState,
}: Outgoing): readonly (readonly [name: string, value: string])[] => [
  [kind, Buffer.from(xml).toString('base64')],
  ...(relayState === undefined ? [] : [['RelayState', relayState] as const]),
]

/** A page that sends itself on, or is sent on by a press of its button. */
export const postPage = (destination: string, outgoing: Outgoing): string => {
  const fields = postFields(outgoing).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeXml(value)}">`,
  )
  return [
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>One moment</title></head>',
    '<body onload="document.forms[0].submit()">',
    `<form method="post" action="${escapeXml(destination)}">`,
    ...fields,
    '<noscript><p>Your browser runs no scripts: please go on by yourself.</p></noscript>',
    '<button type="submit">Continue</button></form></body></html>\n',
  ].join('')
}

/** Around a message of the SOAP binding (SAML bindings section 3.2). */
export const soapText = (message: string): string =>
  `<soap:Envelope xmlns:soap="${SOAP}"><soap:Body>${message}</soap:Body></soap:Envelope>`
