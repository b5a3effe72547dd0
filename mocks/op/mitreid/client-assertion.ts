import type { Client } from '#fixtures/schema/client.ts'
import { type DecodedJwt, decodeJwt } from '#mocks/wire/jwt.ts'
import { isSignedBy } from '../client-keys.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { text } from './pages.ts'
import type { Params } from './parameters.ts'

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export const isAssertion = (params: Params): boolean =>
  params.get('client_assertion_type') === TYPE && Boolean(params.get('client_assertion'))

const METHODS: Partial<Record<Client['auth'], { readonly name: string; readonly algorithms: RegExp }>> = {
  private_key_jwt: { name: 'PRIVATE_KEY', algorithms: /^(RS|ES|PS)(256|384|512)$/ },
  client_secret_jwt: { name: 'SECRET_JWT', algorithms: /^HS(256|384|512)$/ },
}

/** A date as Java prints it: `Sun Nov 22 02:42:10 UTC 2026`. */
const javaDate = (at: number): string => {
  const [day = '', month = '', date = '', year = '', time = ''] = new Date(at * 1000)
    .toUTCString()
    .replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+).*/, '$1 $3 $2 $4 $5')
    .split(' ')
  return `${day} ${month} ${date} ${time} UTC ${year}`
}

/** A fault may make the provider overlook parts of an assertion. */
type Part = 'signature' | 'audience' | 'expiry' | 'issuer'

interface Flaw {
  /** Names the wording. */
  readonly name: string
  readonly part: Part
  readonly found: boolean
  readonly values?: Readonly<Record<string, string>>
}

const timeFlaws = (issuer: Issuer, { claims }: DecodedJwt): readonly Flaw[] => {
  const now = seconds(issuer)
  const skew = Number(issuer.dialect.switches.assertionSkew)
  const at = (name: string, value: unknown, part: Part, isFlawed: (time: number) => boolean): Flaw => ({
    name,
    part,
    found: typeof value === 'number' && isFlawed(value),
    values: { date: typeof value === 'number' ? javaDate(value) : '' },
  })
  return [
    { name: 'expiry-missing', part: 'expiry', found: typeof claims.exp !== 'number' },
    at('expired', claims.exp, 'expiry', (exp) => exp < now - skew),
    at('early', claims.nbf, 'expiry', (nbf) => nbf > now + skew),
    at('future', claims.iat, 'expiry', (iat) => iat > now + skew),
  ]
}

/** What may be wrong, in the order in which the software looks. It remembers no jti, so an assertion works until its end. */
const flawsOf = (issuer: Issuer, client: Client, jwt: DecodedJwt): readonly Flaw[] => {
  const { claims, header } = jwt
  const { name = '', algorithms = /^$/ } = METHODS[client.auth] ?? {}
  const alg = String(header.alg)
  const audiences = [claims.aud ?? []].flat().map(String)
  const expected = [issuer.issuer, `${issuer.issuer}token`]
  // A key that is named is not looked for by its name while there is only one.
  const nameless: DecodedJwt = { ...jwt, header: { ...header, kid: undefined } }
  return [
    { name: 'type', part: 'signature', found: alg === 'none' },
    { name: 'algorithm', part: 'signature', found: !algorithms.test(alg), values: { method: name, alg } },
    { name: 'signature', part: 'signature', found: 'crit' in header || !isSignedBy(client, nameless) },
    { name: 'issuer-missing', part: 'issuer', found: claims.iss === undefined },
    {
      name: 'issuer',
      part: 'issuer',
      found: claims.iss !== client.clientId,
      values: { client_id: client.clientId, iss: String(claims.iss) },
    },
    ...timeFlaws(issuer, jwt),
    {
      name: 'audience',
      part: 'audience',
      found: !audiences.some((audience) => expected.includes(audience)),
      values: { issuer: issuer.issuer, audience: audiences.join(', ') },
    },
  ]
}

const conditionOf = (client: Client, part: Part): Refusal['condition'] => {
  const bySecret = client.auth === 'client_secret_jwt'
  if (part === 'signature') {
    return bySecret ? 'client.secret-assertion-signature-invalid' : 'client.assertion-signature-invalid'
  }
  return bySecret ? 'client.secret-assertion-invalid' : 'client.assertion-invalid'
}

/** RFC 7523 section 3. */
export const authenticateByAssertion = (issuer: Issuer, params: Params): Client | Refusal => {
  const jwt = decodeJwt(params.get('client_assertion') ?? '')
  const subject = jwt?.claims.sub
  if (!jwt || typeof subject !== 'string' || subject === '') return { condition: 'client.assertion-unreadable' }
  const client = issuer.clients.get(subject)
  if (!client) return { condition: 'client.assertion-client-unknown', values: { client_id: subject } }
  const look = looking(issuer, client.clientId)
  const wrongMethod = look('client.method-wrong', METHODS[client.auth] === undefined)
  if (wrongMethod) return wrongMethod
  const overlooked = issuer.faults.behaviour('assertion', client.clientId)
  const flaw = flawsOf(issuer, client, jwt).find(
    ({ part, found }) => found && !(Array.isArray(overlooked) && overlooked.includes(part)),
  )
  if (!flaw) return client
  const reason = text(issuer, `assertion.${flaw.name}`, flaw.values)
  return look(conditionOf(client, flaw.part), true, { reason }) ?? client
}
