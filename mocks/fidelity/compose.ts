import type { Auth, Params, RequestSpec } from '#fixtures/schema/fidelity.ts'
import { cooked } from './jwt-recipe.ts'
import { filled, type Scene } from './memory.ts'
import { clientOf, urlAt } from './party.ts'
import type { WireRequest } from './send.ts'

type Pair = readonly [name: string, value: string]

const FORM = 'application/x-www-form-urlencoded'
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

const pairsOf = (scene: Scene, params: Params): readonly Pair[] =>
  Object.entries(params).flatMap(([name, value]): readonly Pair[] => {
    if (value === null) return []
    if (typeof value === 'string') return [[name, filled(scene, value)]]
    if ('jwt' in value) return [[name, cooked(scene, value.jwt)]]
    return value.map((each) => [name, filled(scene, each)])
  })

/** Every octet beyond the unreserved ones escaped: what servers make of a plus sign is no question here. */
const encoded = (pairs: readonly Pair[]): string =>
  pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')

interface Proof {
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: readonly Pair[]
}

const basic = (id: string, secret: string, raw: boolean): Proof => {
  const [user, password] = raw ? [id, secret] : [encodeURIComponent(id), encodeURIComponent(secret)]
  return { headers: { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } }
}

const assertion = (scene: Scene, role: string, alg: 'RS256' | 'HS256'): Proof => {
  const { clientId } = clientOf(scene.party, role)
  const claims = { iss: clientId, sub: clientId, aud: '{issuer}', jti: 'random', iat: 'now', exp: 'now+60' }
  return {
    form: [
      ['client_assertion_type', ASSERTION],
      ['client_assertion', cooked(scene, { alg, claims, client: role })],
    ],
  }
}

const asRegistered = (scene: Scene, role: string): Proof => {
  const { auth, clientId, secret = '' } = clientOf(scene.party, role)
  const id = ['client_id', clientId] as const
  switch (auth) {
    case 'none':
      return { form: [id] }
    case 'client_secret_basic':
      return basic(clientId, secret, false)
    case 'client_secret_post':
      return { form: [id, ['client_secret', secret]] }
    case 'client_secret_jwt':
      return assertion(scene, role, 'HS256')
    case 'private_key_jwt':
      return assertion(scene, role, 'RS256')
  }
}

const proofOf = (scene: Scene, auth: Auth): Proof => {
  if (auth === 'none') return {}
  if (auth === 'registered') return asRegistered(scene, scene.client)
  const id = filled(scene, auth.id ?? '{client_id}')
  const secret = filled(scene, auth.secret ?? '{secret}')
  if (auth.by === 'basic') return basic(id, secret, auth.raw === true)
  if (auth.by === 'assertion') return assertion(scene, scene.client, 'RS256')
  return { form: [['client_id', id], ...(auth.by === 'post' ? [['client_secret', secret] as const] : [])] }
}

const joined = (params: Params | string | undefined, over: Params | string | undefined): Params | string | undefined =>
  typeof params === 'object' && typeof over === 'object' ? { ...params, ...over } : (over ?? params)

/** A request laid over the one that it changes. */
export const laidOver = (base: RequestSpec | undefined, over: RequestSpec): RequestSpec => ({
  ...base,
  ...over,
  query: joined(base?.query, over.query),
  form: joined(base?.form, over.form),
  headers: { ...base?.headers, ...over.headers },
})

const written = (scene: Scene, params: Params | string | undefined, more: readonly Pair[] = []): string => {
  if (typeof params === 'string') return [filled(scene, params), ...(more.length > 0 ? [encoded(more)] : [])].join('&')
  return encoded([...more, ...pairsOf(scene, params ?? {})])
}

const headersOf = (scene: Scene, headers: RequestSpec['headers'], type: string | null | undefined) =>
  Object.fromEntries(
    Object.entries({ 'Content-Type': type, ...headers }).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, filled(scene, value)]] : [],
    ),
  )

/** A request as it goes over the wire. */
export const composed = (scene: Scene, spec: RequestSpec): WireRequest => {
  const proof = proofOf(scene, spec.auth ?? 'none')
  const hasForm = spec.form !== undefined || proof.form !== undefined
  const body = spec.body === undefined ? hasForm && written(scene, spec.form, proof.form) : filled(scene, spec.body)
  const address = urlAt(scene.party, filled(scene, spec.to ?? ''))
  const query = spec.query === undefined ? '' : written(scene, spec.query)
  const type = spec.type === undefined && hasForm ? FORM : spec.type
  return {
    method: spec.method ?? (body === false ? 'GET' : 'POST'),
    url: query === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`,
    headers: { ...proof.headers, ...headersOf(scene, spec.headers, type) },
    ...(body === false ? {} : { body }),
  }
}
