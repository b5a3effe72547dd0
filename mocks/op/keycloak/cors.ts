import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'

const allow = (origin: string): Reply['headers'] => [
  ['Access-Control-Allow-Origin', origin],
  ['Access-Control-Allow-Credentials', 'true'],
]

/** Preflights are answered for every origin; what a page may read of the answer is decided there. */
export const preflight = (call: Call, methods: readonly string[]): Reply => {
  const { origin } = call.headers
  if (!origin || !call.headers['access-control-request-method']) return { status: 200, headers: [] }
  return {
    status: 200,
    headers: [
      ...allow(origin),
      ['Access-Control-Allow-Methods', [...methods, 'OPTIONS'].join(', ')],
      ['Access-Control-Max-Age', '3600'],
      [
        'Access-Control-Allow-Headers',
        'Origin, Accept, X-Requested-With, Content-Type, Access-Control-Request-Method, Access-Control-Request-Headers, Authorization',
      ],
    ],
  }
}

/** Origins of the registered redirect URIs: the `+` that the registry writes for every client. */
const registeredOrigins = (issuer: Issuer): ReadonlySet<string> => {
  const origins = new Set<string>()
  for (const client of issuer.clients.values()) {
    for (const uri of client.redirectUris) if (URL.canParse(uri)) origins.add(new URL(uri).origin)
  }
  return origins
}

export const corsHeaders = (issuer: Issuer, call: Call, reply: Reply): Reply['headers'] => {
  const { origin } = call.headers
  if (!origin || reply.headers.some(([name]) => name === 'Access-Control-Allow-Origin')) return []
  const open =
    call.method === 'GET' &&
    reply.headers.some(([name, value]) => name === 'Content-Type' && value === 'application/json')
  if (!open && !registeredOrigins(issuer).has(origin)) return []
  return [['Access-Control-Expose-Headers', 'Access-Control-Allow-Methods'], ...allow(origin)]
}
