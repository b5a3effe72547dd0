import type { Call } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'

export interface Credentials {
  readonly clientId?: string
  readonly secret?: string
  /** How the secret came. */
  readonly method?: 'client_secret_basic' | 'client_secret_post'
}

interface Basic {
  readonly user: string
  readonly secret: string
}

/** RFC 6749 section 2.3.1: both halves are form-encoded. Undefined for what cannot be decoded. */
const formDecoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** Keycloak reads base64 in groups of four and drops the rest, so that a missing `=` costs the end of the secret. */
const readBasic = (issuer: Issuer, encoded: string): Basic | 'malformed' | undefined => {
  const groups = encoded.length - (encoded.length % 4)
  const whole = issuer.dialect.switches.lenientBase64 === true ? encoded : encoded.slice(0, groups)
  // Newer versions take what they cannot read for nothing.
  if (groups === 0) return issuer.dialect.switches.lenientBase64 === true ? undefined : 'malformed'
  const text = Buffer.from(whole, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) return undefined
  const [user, secret] = [text.slice(0, colon), text.slice(colon + 1)]
  if (issuer.faults.behaviour('basic') === 'raw') return { user, secret }
  const [name, password] = [formDecoded(user), formDecoded(secret)]
  return name === undefined || password === undefined ? 'malformed' : { user: name, secret: password }
}

/** Form parameters win over the header, as they do in Keycloak, once the header could be read. */
export const presentedCredentials = (issuer: Issuer, call: Call, form: URLSearchParams): Credentials | 'malformed' => {
  const encoded = /^basic +(.+)$/i.exec(call.headers.authorization ?? '')?.[1]?.trim()
  const basic = encoded === undefined ? undefined : readBasic(issuer, encoded)
  const query = issuer.faults.behaviour('credentials') === 'query' ? call.query : new URLSearchParams()
  if (basic === 'malformed') return 'malformed'
  const posted = form.get('client_secret') ?? query.get('client_secret') ?? undefined
  return {
    clientId: form.get('client_id') ?? query.get('client_id') ?? basic?.user,
    secret: posted ?? basic?.secret,
    method: posted !== undefined ? 'client_secret_post' : basic && 'client_secret_basic',
  }
}
