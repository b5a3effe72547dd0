import { createHash } from 'node:crypto'

/** A UUID (written as version 4, like those it imitates) that stands on the wire for an identifier of the engine. */
export const uuidOf = (id: string): string => {
  const hex = createHash('sha256').update(id).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** 64 hexadecimal digits, the form in which scoped subjects are written. */
export const hexOf = (id: string): string => createHash('sha256').update(id).digest('hex')

/** 24 characters, the form of session identifiers since Keycloak 26.5. */
export const shortIdOf = (id: string): string => createHash('sha256').update(id).digest('base64url').slice(0, 24)

/** One identifier for one client in one browser session. */
export const clientSessionIdOf = (sessionUid: string, clientId: string): string =>
  createHash('sha256').update(`${sessionUid} ${clientId}`).digest('base64url')
