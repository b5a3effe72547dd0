import { type KeyObject, randomUUID } from 'node:crypto'
import { importJWK, type JWK, SignJWT } from 'jose'
import type { ClientAuthMethod } from '#fixtures/schema/client.ts'
import { onlyIfAgreed } from '../agreement.ts'
import type { AssertionOptions, TokenOptions } from '../contract.ts'
import { HeldBack } from '../signals.ts'
import { strangerKey } from '../stranger-key.ts'
import type { TargetClient } from '../target.ts'
import { endpointOf, type Session } from './session.ts'

/** How a client proves itself in one request. */
export interface Proof {
  readonly headers: Readonly<Record<string, string>>
  readonly form: Readonly<Record<string, string>>
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const USUAL_LIFE = 60

/** RFC 6749 section 2.3.1: each half is form-encoded before the two are joined. */
const formEncoded = (value: string): string => new URLSearchParams({ v: value }).toString().slice(2)

const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${formEncoded(id)}:${formEncoded(secret)}`).toString('base64')}`

export const knows = (client: TargetClient, method: ClientAuthMethod): boolean => {
  if (method === 'none') return true
  return method === 'private_key_jwt' ? client.privateKey !== undefined : client.secret !== undefined
}

type Key = Awaited<ReturnType<typeof importJWK>> | KeyObject

const signingKey = async (
  session: Session,
  client: TargetClient,
  method: ClientAuthMethod,
  stranger: boolean,
): Promise<{ readonly alg: string; readonly kid?: string; readonly key: Key }> => {
  if (stranger) onlyIfAgreed(session.target)
  if (method === 'client_secret_jwt') {
    const secret = stranger ? session.random.unreserved(48) : (client.secret ?? '')
    return { alg: 'HS256', key: new TextEncoder().encode(secret) }
  }
  const jwk = client.privateKey as JWK | undefined
  const alg = jwk?.alg ?? (jwk?.kty === 'EC' ? 'ES256' : 'RS256')
  if (stranger) return { ...strangerKey(alg), ...(jwk?.kid ? { kid: jwk.kid } : {}) }
  if (!jwk) throw new HeldBack('skip', `Client ${client.clientId} of target "${session.target.id}" needs a privateKey.`)
  return { alg, ...(jwk.kid ? { kid: jwk.kid } : {}), key: await importJWK(jwk, alg) }
}

/** A client assertion (RFC 7523 section 3); bent only where an option says so. */
export const assertionOf = async (
  session: Session,
  client: TargetClient,
  options: AssertionOptions = {},
  method: ClientAuthMethod = client.auth,
): Promise<string> => {
  const { audience = endpointOf(session, 'token'), clientId = client.clientId, expiresIn = USUAL_LIFE } = options
  const { alg, kid, key } = await signingKey(session, client, method, options.stranger === true)
  const now = Math.floor(session.clock() / 1000)
  const iat = Math.min(now, now + expiresIn - 1)
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: audience,
    // Not from the seed: an issuer remembers these, and a run repeated with its seed would be a replay.
    jti: randomUUID(),
    exp: now + expiresIn,
  }
  const kept = Object.entries(claims).filter(([name]) => !options.without?.some((left) => left === name))
  const header = { alg, typ: 'JWT', ...(kid ? { kid } : {}) }
  const demanding = options.critical ? { ...header, crit: ['aai'], aai: true } : header
  return new SignJWT({ ...Object.fromEntries(kept), iat })
    .setProtectedHeader(demanding)
    .sign(key, { crit: { aai: true } })
}

export const proofOf = async (session: Session, client: TargetClient, options: TokenOptions): Promise<Proof> => {
  const method = options.auth ?? client.auth
  const id = { client_id: client.clientId }
  if (method === 'client_secret_jwt' || method === 'private_key_jwt') {
    const assertion = options.assertion ?? (await assertionOf(session, client, {}, method))
    return { headers: {}, form: { ...id, client_assertion_type: ASSERTION_TYPE, client_assertion: assertion } }
  }
  const secret = options.secret === undefined ? client.secret : (options.secret ?? undefined)
  if (secret !== undefined && secret !== client.secret) onlyIfAgreed(session.target)
  if (method === 'none' || secret === undefined) return { headers: {}, form: id }
  if (method === 'client_secret_post') return { headers: {}, form: { ...id, client_secret: secret } }
  return { headers: { authorization: basic(client.clientId, secret) }, form: {} }
}
