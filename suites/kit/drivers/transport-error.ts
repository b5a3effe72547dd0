import { type Limits, MOST_HEADERS } from './limits.ts'

/** No usable answer came. The message names the request and holds nothing secret. */
export class TransportError extends Error {
  override readonly name: string = 'TransportError'
}

/** Something came, or nothing within its time, of which no client could make use: the issuer is to blame. */
export class UnusableAnswer extends TransportError {
  override readonly name = 'UnusableAnswer'
}

const CUT = 'the connection was cut'

const megabytes = (bytes: number): string => `${Math.round(bytes / 100_000) / 10} MB`

export const tooLarge = (limits: Limits): UnusableAnswer =>
  new UnusableAnswer(`the answer is larger than ${megabytes(limits.bytes)}`)

/** Nobody was reached: of the issuer nothing is known. */
const unreached: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused: nothing listens there',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'no way leads to that address',
  ENETUNREACH: 'no way leads to that network',
  ETIMEDOUT: 'no connection in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
}

const ofTheIssuer: Readonly<Record<string, string>> = {
  ECONNRESET: CUT,
  EPIPE: CUT,
  UND_ERR_SOCKET: CUT,
  UND_ERR_HEADERS_OVERFLOW: `the headers are larger than ${megabytes(MOST_HEADERS)}`,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer has another length than it says',
  UND_ERR_INVALID_ARG: 'that cannot be sent: an address or a value of the issuer has no place in a request',
  ERR_INVALID_URL: 'that is no address',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed; name its authority as tls.ca of the target',
  SELF_SIGNED_CERT_IN_CHAIN: 'the authority of the certificate is not trusted; name it as tls.ca of the target',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the authority of the certificate is not trusted; name it as tls.ca of the target',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the authority of the certificate is not trusted; name it as tls.ca of the target',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
  EPROTO: 'TLS failed; is this an https address?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'TLS failed; is this an https address?',
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

const codesOf = (error: unknown): readonly string[] => [
  codeOf(error),
  ...(error instanceof Error && error.cause ? [codeOf(error.cause)] : []),
]

const found = (reasons: Readonly<Record<string, string>>, codes: readonly string[]): string | undefined =>
  codes.map((code) => reasons[code]).find((reason) => reason !== undefined)

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''

const isNoHttp = (error: unknown): boolean => error instanceof Error && error.name === 'HTTPParserError'

/** What went wrong with one exchange, in words of ours. */
export const troubleOf = (error: unknown, limits: Limits): TransportError => {
  if (error instanceof TransportError) return error
  const codes = codesOf(error)
  const nobody = found(unreached, codes)
  if (nobody !== undefined) return new TransportError(nobody)
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new UnusableAnswer(`no whole answer within ${limits.milliseconds / 1000} s`)
  }
  if (isNoHttp(error)) return new UnusableAnswer('what came is no HTTP')
  const known = found(ofTheIssuer, codes)
  return known === undefined ? new TransportError(firstLine(error)) : new UnusableAnswer(known)
}

/** The connection ended instead of an answer. */
export const wasCut = (error: unknown): boolean => error instanceof UnusableAnswer && error.message.endsWith(CUT)

/** The same trouble, with the request in front. */
export const during = (
  request: string,
  trouble: TransportError,
  redacted = (text: string): string => text,
): TransportError => {
  const message = `${request}: ${redacted(trouble.message)}`
  return trouble instanceof UnusableAnswer ? new UnusableAnswer(message) : new TransportError(message)
}
