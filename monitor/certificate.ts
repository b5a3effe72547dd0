import { isIP } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import type { Expiry } from './round.ts'

/** Where a target speaks TLS. */
export interface TlsPlace {
  readonly target: string
  /** Its name, by which it is asked for its certificate. */
  readonly hostname: string
  readonly port: number
  /** Where that name leads, unless DNS says it. */
  readonly address?: string
  readonly addressPort?: number
}

const PATIENCE_MS = 5_000

/** Undefined where nothing is answered, or no certificate. */
const validUntil = (socket: TLSSocket): number | undefined => {
  const until = Date.parse(socket.getPeerCertificate().valid_to ?? '')
  return Number.isNaN(until) ? undefined : until
}

/**
 * When the certificate there runs out; milliseconds since the epoch. It is only read, and nothing sent: so one that has run
 * out already, or whose authority is unknown, is read as well.
 */
export const certificateUntil = ({ hostname, port, address, addressPort }: TlsPlace): Promise<number | undefined> =>
  new Promise((resolve) => {
    const socket = connect({
      host: address ?? hostname,
      port: addressPort ?? port,
      ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
      rejectUnauthorized: false,
      timeout: PATIENCE_MS,
    })
    const end = (until: number | undefined): void => {
      // What has been said of the handshake still reaches the other side.
      socket.end(() => socket.destroy())
      resolve(until)
    }
    socket.once('secureConnect', () => end(validUntil(socket)))
    socket.once('timeout', () => end(undefined))
    socket.once('error', () => end(undefined))
  })

/** One connection for each place, and none for those that are silent. */
export const certificatesAt = async (places: readonly TlsPlace[]): Promise<readonly Expiry[]> => {
  const all = await Promise.all(places.map(async (place) => ({ place, until: await certificateUntil(place) })))
  return all.flatMap(({ place: { target, hostname }, until }) =>
    until === undefined ? [] : [{ target, kind: 'certificate', name: hostname, until }],
  )
}
