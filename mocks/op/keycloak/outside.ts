import { type Call, mediaType, type Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import type { Refusal } from '../refusal.ts'
import { accepts, wantsHtml } from './accept.ts'
import { bareRefusal } from './bare-refusal.ts'
import { errorPage } from './pages.ts'
import type { Route } from './route.ts'

/** What the server itself answers, outside every endpoint: JSON for programs, a page for browsers. */
export const outside = (issuer: Issuer, call: Call, refusal: Refusal): Reply => {
  const reply = bareRefusal(issuer, refusal)
  const { texts } = issuer.dialect
  const text = reply.status === 404 ? texts['error.not-found'] : texts['error.internal']
  return wantsHtml(call) ? errorPage(issuer, reply.status, text ?? '') : reply
}

/** Nothing is at this path; what is said of it depends on who noticed. */
const unknownPath = (issuer: Issuer, call: Call): Refusal => {
  const registration = issuer.profile.endpoints.registration
  if (registration && call.path.startsWith(`${registration}/`)) return { condition: 'registration.not-authorized' }
  const realms = issuer.basePath.slice(0, issuer.basePath.lastIndexOf('/') + 1)
  const realm = call.path.startsWith(realms) ? call.path.slice(realms.length) : ''
  const [name = '', first = '', second = ''] = realm.split('/')
  const values = { url: issuer.origin + call.target }
  if (name === '') return { condition: 'http.not-found', values }
  if (realms + name !== issuer.basePath) return { condition: 'http.realm-unknown' }
  const protocol = first === 'protocol' && second !== ''
  if (protocol && second !== 'openid-connect') return { condition: 'http.protocol-unknown' }
  // An empty name between two slashes belongs to no resource of the realm.
  const elsewise = protocol && call.method !== 'GET' && issuer.dialect.switches.hidesOtherMethods === true
  if (elsewise) return { condition: 'http.method-not-allowed', values: { method: call.method } }
  const below = protocol || first === 'login-actions' || realm.includes('//')
  return below ? { condition: 'http.not-found-below', values } : { condition: 'http.not-found-in-realm' }
}

const knowsCharset = (call: Call): boolean => {
  const label = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(call.headers['content-type'] ?? '')?.[1]
  try {
    return label === undefined || new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}

/** A percent sign that encodes nothing. */
const STRAY_PERCENT = /%(?![0-9a-f]{2})/i

/** The real server breaks down over such bodies (500); ours says what is wrong. */
const isMalformed = ({ dialect }: Issuer, call: Call): boolean =>
  call.form !== undefined &&
  (STRAY_PERCENT.test(call.body) || (dialect.switches.otherBodies === 'refuse' && !knowsCharset(call)))

/** Published releases break down over what cannot be decoded; ours says what is wrong with it. */
const malformed = ({ dialect }: Issuer): Refusal['condition'] =>
  dialect.switches.malformedFormsBreak === true ? 'http.server-error' : 'http.form-malformed'

/** Whether a version looks for this at all. */
const looksFor = (issuer: Issuer, condition: Refusal['condition']): boolean => condition in issuer.dialect.conditions

const unadorned = (reply: Reply): Reply => ({
  ...reply,
  headers: [...reply.headers.filter(([name]) => name === 'Content-Type'), ['X-Content-Type-Options', 'nosniff']],
})

/** Beside the path under which Keycloak lives there is only the server that carries it. */
const elsewhere: Reply = {
  status: 404,
  headers: [
    ['Content-Type', 'text/html; charset=utf-8'],
    // Which the real one lacks.
    ['X-Content-Type-Options', 'nosniff'],
  ],
  body: '<html><body><h1>Resource not found</h1></body></html>',
}

const contextOf = ({ basePath }: Issuer): string => basePath.replace(/\/realms\/[^/]*$/, '')

/** What stops a request before it is known where it goes: the server answers, without any header of Keycloak's. */
export const refusedAtTheDoor = (issuer: Issuer, call: Call): Reply | undefined => {
  const context = contextOf(issuer)
  if (call.path !== context && !call.path.startsWith(`${context}/`)) return elsewhere
  if (STRAY_PERCENT.test(call.target)) return { status: 400, headers: [] }
  const answer = (condition: Refusal['condition']): Reply => ({
    ...bareRefusal(issuer, { condition }),
    headers: [['Content-Type', 'application/json; charset=UTF-8']],
  })
  if (call.path.includes(';') && looksFor(issuer, 'http.path-character')) return answer('http.path-character')
  // Two slashes, dots that climb, or characters encoded without need.
  const odd = /\/\/|\/\.\.?(?:\/|$)|%(?:2[de]|3\d|[46][1-9a-f]|[57][0-9a]|5f|7e)/i.test(call.path)
  if (odd && looksFor(issuer, 'http.path-not-normalized')) return answer('http.path-not-normalized')
  const broken = call.target.slice(call.path.length).includes('%00') && looksFor(issuer, 'http.query-value-invalid')
  return broken ? unadorned(outside(issuer, call, { condition: 'http.query-value-invalid' })) : undefined
}

/** Older versions introspect into JSON only. */
const typesOf = (issuer: Issuer, route: Route): readonly string[] =>
  route.name === 'introspection' && issuer.dialect.switches.introspectionJwt !== true
    ? ['application/json']
    : ['application/json', 'application/jwt']

const notAcceptable = (issuer: Issuer, route: Route, call: Call): boolean => {
  const { negotiates } = issuer.dialect.switches
  const looks = route.produces === 'document' || (route.produces === 'json' && negotiates === 'everywhere')
  return looks && !accepts(call, typesOf(issuer, route))
}

/** What stops a request at the door of its endpoint. */
export const refusedAtRoute = (issuer: Issuer, route: Route | undefined, call: Call): Refusal | undefined => {
  if (!route) return unknownPath(issuer, call)
  const { method } = call
  if (!route.methods.includes(method === 'HEAD' ? 'GET' : method)) {
    const hidden = route.hides === true && issuer.dialect.switches.hidesOtherMethods === true
    return hidden
      ? { condition: 'http.not-found-in-realm' }
      : { condition: 'http.method-not-allowed', values: { method } }
  }
  const type = mediaType(call.headers)
  const otherBody = method === 'POST' && type !== '' && call.form === undefined
  if (route.form && otherBody && issuer.dialect.switches.otherBodies === 'refuse') {
    return { condition: 'http.unsupported-media-type' }
  }
  if (notAcceptable(issuer, route, call)) return { condition: 'http.not-acceptable' }
  return isMalformed(issuer, call) ? { condition: malformed(issuer) } : undefined
}
