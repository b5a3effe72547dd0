import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { XmlError } from '#mocks/xml/xml-error.ts'

/** A message that grows beyond this was made to: nobody asks for a login in more. */
const MOST = 512 * 1024

/** SAML bindings section 3.4.4.1. */
export const deflated = (xml: string): string => deflateRawSync(Buffer.from(xml)).toString('base64')

export const fromBase64 = (text: string): Buffer => {
  const bare = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) throw new XmlError('encoding', 1, 'the message is not base64.')
  return Buffer.from(bare, 'base64')
}

export const inflated = (text: string): Buffer => {
  const packed = fromBase64(text)
  try {
    return inflateRawSync(packed, { maxOutputLength: MOST })
  } catch (error) {
    const large = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    throw large
      ? new XmlError('too-large', 1, `the message inflates to more than ${MOST} octets.`)
      : new XmlError('encoding', 1, 'the message is not what DEFLATE makes (SAML bindings section 3.4.4.1).')
  }
}
