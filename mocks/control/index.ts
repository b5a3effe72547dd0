import { randomBytes } from 'node:crypto'
import type { RunningProvider } from '#mocks/op/index.ts'
import { sameText } from '#mocks/op/same-text.ts'
import type { JsonValue } from '#mocks/profiles/json.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { readJson } from '#mocks/wire/read-json.ts'
import { listen } from '#mocks/wire/server.ts'
import { type Armed, ok, Refused, type Resource } from './resource.ts'
import { resources } from './resources.ts'

export interface ControlOptions {
  /** 0, the default, picks a free port. */
  readonly port?: number
  /** Loopback address; 127.0.0.1 unless said. */
  readonly host?: string
  /** What callers have to show; drawn by chance unless given. */
  readonly token?: string
}

export interface Control {
  readonly url: string
  readonly token: string
  readonly close: () => Promise<void>
}

const MAX_BODY = 1024 * 1024

const PLACEHOLDER = '/:name'

const nameIn = (path: string, resource: Resource): string | undefined => {
  if (!resource.path.endsWith(PLACEHOLDER)) return path === resource.path ? '' : undefined
  const base = resource.path.slice(0, 1 - PLACEHOLDER.length)
  const rest = path.startsWith(base) ? path.slice(base.length) : ''
  return rest === '' || rest.includes('/') ? undefined : decodeURIComponent(rest)
}

const find = (call: Call): { readonly resource: Resource; readonly name: string } => {
  const here = resources.flatMap((resource) => {
    const name = nameIn(call.path, resource)
    return name === undefined ? [] : [{ resource, name }]
  })
  const found = here.find(({ resource }) => resource.method === call.method)
  if (found) return found
  if (here.length === 0) throw new Refused(404, 'There is nothing at this address: GET / lists what there is.')
  throw new Refused(405, `This address takes ${here.map(({ resource }) => resource.method).join(', ')}.`)
}

const authorized = (call: Call, token: string): boolean => {
  const [, shown = ''] = /^Bearer +(\S+)$/i.exec(call.headers.authorization ?? '') ?? []
  return sameText(shown, token)
}

const stranger: Reply = {
  ...ok({ error: 'Send the token: Authorization: Bearer <token>.' }, 401),
  headers: [
    ['WWW-Authenticate', 'Bearer'],
    ['Content-Type', 'application/json'],
  ],
}

const bodyOf = ({ body }: Call): JsonValue | undefined => {
  if (body === '') return undefined
  const value = readJson(body)
  if (value === undefined) throw new Refused(400, 'The body is no JSON.')
  return value as JsonValue
}

const failure = (error: unknown): Reply => {
  if (error instanceof Refused) return ok({ error: error.message }, error.status)
  if (error instanceof URIError) return ok({ error: 'The address is not percent-encoded as it should be.' }, 400)
  return ok({ error: 'The control interface failed at this order.' }, 500)
}

/**
 * An HTTP interface by which tests in any language steer a provider; all of it is JSON, and every request has to bear
 * the token. It has a port of its own, so that nothing at the issuer's address is other than at the AAI.
 */
export const startControl = async (provider: RunningProvider, options: ControlOptions = {}): Promise<Control> => {
  const token = options.token ?? randomBytes(24).toString('base64url')
  const armed = new Map<string, Armed>()
  const { host = '127.0.0.1', port = 0 } = options
  const { origin, close } = await listen({ host, port, maxBody: MAX_BODY, failure }, async (call) => {
    if (!authorized(call, token)) return stranger
    const { resource, name } = find(call)
    return resource.handle({ provider, armed, name, query: call.query, body: bodyOf(call) })
  })
  return { url: origin, token, close }
}
