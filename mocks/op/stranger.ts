import { bareCertificate } from '#mocks/wire/bare-certificate.ts'
import { type Call, json, type Reply } from '#mocks/wire/message.ts'
import type { Issuer } from './issuer.ts'
import { strangerKey } from './keys.ts'

const PATH = '/stranger/'

/** Name of the endpoint in the record of requests. */
export const STRANGER = 'stranger'

/**
 * Where a stranger’s key is to be had, and who comes for it is noted down: nobody should, since the address stood in a
 * token that was not believed yet (RFC 8725 section 3.10).
 */
export const strangerAddress =
  ({ origin, faults }: Issuer) =>
  (what: 'keys' | 'certificate'): string =>
    `${origin}${PATH}${encodeURIComponent(faults.login ?? 'somebody')}/${what}`

const pem = (): string => {
  const lines = bareCertificate(strangerKey(), 'somebody')
    .toString('base64')
    .replace(/.{64}(?!$)/g, '$&\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

const keys = (): Reply => {
  const { kid, publicKey } = strangerKey()
  return json(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] })
}

export interface Visit {
  /** Name of the login whose token led there. */
  readonly login: string
  readonly reply: Reply
}

/** Undefined for everybody who was not led there by a token. */
export const visitToStranger = ({ path }: Call): Visit | undefined => {
  const [, login, what] = /^\/stranger\/([\w.~%-]+)\/(keys|certificate)$/.exec(path) ?? []
  if (login === undefined) return undefined
  const certificate = { status: 200, headers: [['Content-Type', 'application/x-pem-file']] as const, body: pem() }
  return { login: decodeURIComponent(login), reply: what === 'keys' ? keys() : certificate }
}
