import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import type { StubRegistration } from './stub-service.ts'

type Headers = Readonly<Record<string, string | readonly string[]>>

export interface BulkyService {
  readonly origin: string
  readonly close: () => Promise<void>
}

/** What a service puts into the answer to a callback, by the length of the ID token that was brought. */
export type Bulk = (idToken: number) => Headers

const cookiesOf = ({ headers: { cookie = '' } }: IncomingMessage): ReadonlyMap<string, string> =>
  new Map(cookie.split('; ').map((pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)]))

/** Signs in whoever brings a code and looks at nothing; who does not bring all its cookies back is nobody. */
export const startBulkyService = async (registered: () => StubRegistration, bulk: Bulk): Promise<BulkyService> => {
  const people = new Map<string, { readonly sub: string; readonly names: readonly string[] }>()
  let origin = ''

  const come = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { issuer, clientId, secret } = registered()
    const code = new URL(request.url ?? '', origin).searchParams.get('code') ?? ''
    const answer = await fetch(`${issuer}/protocol/openid-connect/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: `${origin}/callback` }),
    })
    const { id_token = '' } = (await answer.json()) as { id_token?: string }
    const { 'set-cookie': cookies = [], ...headers } = bulk(id_token.length)
    const lines = [cookies].flat()
    const id = randomUUID()
    const names = lines.map((line) => line.split('=', 1)[0] ?? '')
    people.set(id, { sub: String(decodeJwt(id_token)?.claims.sub), names })
    response.writeHead(302, { location: '/', 'set-cookie': [`s=${id}; Path=/`, ...lines], ...headers }).end()
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', origin)
    if (pathname === '/callback') return come(request, response)
    if (pathname === '/login') {
      const { issuer, clientId } = registered()
      const query = { response_type: 'code', client_id: clientId, redirect_uri: `${origin}/callback`, scope: 'openid' }
      const location = `${issuer}/protocol/openid-connect/auth?${new URLSearchParams(query)}`
      response.writeHead(302, { location }).end()
      return
    }
    const cookies = cookiesOf(request)
    const { sub, names } = people.get(cookies.get('s') ?? '') ?? { names: [] }
    const known = sub !== undefined && names.every((name) => cookies.has(name))
    response.writeHead(known || pathname === '/' ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(known ? { sub } : {}))
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { origin, close }
}
