import { type CompactJWSHeaderParameters, compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import type { HttpAnswer, Issuer, RequestOptions, VerifiedJwt } from '../contract.ts'
import { TransportError } from '../drivers/transport-error.ts'
import { endpointOf, type Session } from './session.ts'

const FORM = 'application/x-www-form-urlencoded'

type Body = Pick<RequestOptions, 'body'>['body']

const encodedBody = (body: Exclude<Body, undefined>): { readonly text: string; readonly type?: string } => {
  if (typeof body === 'string') return { text: body }
  const pairs = Array.isArray(body) ? body : Object.entries(body)
  return { text: new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString(), type: FORM }
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

export const requestAt =
  ({ transport }: Session) =>
  async (url: string, options: RequestOptions = {}): Promise<HttpAnswer> => {
    const body = options.body === undefined ? undefined : encodedBody(options.body)
    return transport({
      from: 'rp',
      url,
      method: options.method ?? (body ? 'POST' : 'GET'),
      label: options.label ?? 'request',
      headers: {
        accept: 'application/json',
        'user-agent': 'aai-conformance',
        ...(body?.type ? { 'content-type': body.type } : {}),
        ...lowerCased(options.headers ?? {}),
      },
      ...(body ? { body: body.text } : {}),
    })
  }

const isKeySet = (json: unknown): json is JSONWebKeySet =>
  typeof json === 'object' && json !== null && 'keys' in json && Array.isArray(json.keys)

const problemOf = async (jwt: string, keys: HttpAnswer): Promise<string | undefined> => {
  if (!isKeySet(keys.json)) return `${keys.url} answers no JWK Set (${keys.status})`
  try {
    const resolve = createLocalJWKSet(keys.json)
    await compactVerify(jwt, (header: CompactJWSHeaderParameters, token) => resolve(header, token))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** What the network did is forgiven, and an answer of which no client could make use. */
const unlessUnanswered = async (asked: Promise<HttpAnswer>): Promise<HttpAnswer | undefined> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof TransportError) return undefined
    throw error
  }
}

export const createIssuer = (session: Session): Issuer => {
  const { target } = session
  const request = requestAt(session)
  const jwks = () => request(endpointOf(session, 'jwks'), { label: 'key request' })
  let keys: Promise<HttpAnswer> | undefined

  const verify = async (jwt: string): Promise<VerifiedJwt> => {
    const decoded = decodeJwt(jwt)
    if (!decoded) return { header: {}, claims: {}, problem: 'it is no signed JWT' }
    const { header, claims } = decoded
    // Once for the scenario, and again when a key has come since.
    keys ??= jwks()
    let problem = await problemOf(jwt, await keys)
    if (problem?.includes('no applicable key')) {
      keys = jwks()
      problem = await problemOf(jwt, await keys)
    }
    return problem === undefined ? { header, claims } : { header, claims, problem }
  }

  return {
    issuer: target.issuer,
    profile: target.profile,
    embedded: target.kind === 'embedded',
    endpoint: (name) => endpointOf(session, name),
    discovery: () => request(target.discoveryUrl, { label: 'discovery' }),
    jwks,
    request,
    knock: (url, options) => unlessUnanswered(request(url, options)),
    verify,
  }
}
