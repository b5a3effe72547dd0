import type { Client } from '#fixtures/schema/client.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'

/**
 * OIDC Session Management section 3.2: the page asks with `<client> <session>`, the frame answers `unchanged`,
 * `changed` or `error`. Which pages may ask for which client, the server says.
 */
const SCRIPT = `
const allowed = new Set()
const mayAsk = async (client, origin) => {
  const pair = client + ' ' + origin
  if (allowed.has(pair)) return true
  const query = new URLSearchParams({ client_id: client, origin })
  const { ok } = await fetch(location.pathname + '/init?' + query)
  if (ok) allowed.add(pair)
  return ok
}
const cookie = (name) => document.cookie.split('; ').find((pair) => pair.startsWith(name + '='))?.slice(name.length + 1)
const current = () => (cookie('KEYCLOAK_SESSION') ?? cookie('KEYCLOAK_SESSION_LEGACY'))?.split('/')[2] ?? ''
const statusOf = async (client, session, origin) => {
  const readable = document.hasStorageAccess === undefined || (await document.hasStorageAccess())
  if (!readable || !(await mayAsk(client, origin))) return 'error'
  return session === current() ? 'unchanged' : 'changed'
}
addEventListener('message', async ({ data, origin, source }) => {
  const parts = typeof data === 'string' ? data.split(' ') : []
  if (parts.length === 2) source.postMessage(await statusOf(...parts, origin), origin)
})
`

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Session state</title></head>
<body><script type="module">${SCRIPT}</script></body></html>
`

export const checkSessionFrame = async (): Promise<Reply> => ({
  status: 200,
  headers: [
    ['X-Robots-Tag', 'none'],
    ['Cache-Control', 'no-cache, must-revalidate, no-transform, no-store'],
    ['Content-Security-Policy', "frame-src 'self'; object-src 'none';"],
    ['Content-Type', 'text/html;charset=utf-8'],
  ],
  body: PAGE,
})

/** Loopback is registered without a port, and comes with one (RFC 8252 section 7.3). */
const isOriginOf = (client: Client, origin: string): boolean =>
  client.redirectUris.some((uri) => {
    if (!URL.canParse(uri)) return false
    const [registered, given] = [new URL(uri), URL.canParse(origin) ? new URL(origin) : undefined]
    const loopback = registered.protocol === 'http:' && registered.port === ''
    return registered.origin === origin || (loopback && registered.hostname === given?.hostname)
  })

export const checkSessionInit = async (issuer: Issuer, call: Call): Promise<Reply> => {
  const client = issuer.clients.get(call.query.get('client_id') ?? '')
  const known = client !== undefined && isOriginOf(client, call.query.get('origin') ?? '')
  return { status: known ? 204 : 403, headers: [] }
}
