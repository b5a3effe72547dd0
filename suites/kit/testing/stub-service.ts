import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt } from '#mocks/wire/jwt.ts'

/** What a visitor gets: an answer, or one of the ways to get none. */
export type StubReply =
  | { readonly status: number; readonly to?: string; readonly body?: string }
  | 'silence'
  | 'cut'
  /** The service is gone from then on. */
  | 'crash'

export interface StubVisit {
  /** Of the one who is signed in in this browser. */
  readonly sub: string | undefined
  /** It has been here, and has a cookie to show for it. */
  readonly known: boolean
  /** Of the token that was brought back, whatever it is worth. */
  readonly claimed?: string
  /** Of everybody who signed in since the start, in that order. */
  readonly everybody: readonly string[]
}

/** What one service does otherwise; a right one signs in whose nonce is its own, and refuses others. */
export interface StubManner {
  /** Instead of leading to the issuer, as /login/aai does in any case. */
  readonly login?: (visit: StubVisit) => StubReply
  /** Where the login was good, and where it was not. */
  readonly welcome?: (visit: StubVisit) => StubReply
  readonly refusal?: (visit: StubVisit) => StubReply
  readonly me?: (visit: StubVisit) => StubReply
  /** By path. */
  readonly pages?: Readonly<Record<string, (visit: StubVisit) => StubReply>>
  /** Beside openid; whoever asks for more asks for userinfo, too. */
  readonly scope?: string
}

export interface StubService {
  readonly origin: string
  readonly close: () => Promise<void>
}

export interface StartableStub extends StubService {
  /** A fresh process, at the same address. */
  readonly restart: () => Promise<void>
}

export interface StubRegistration {
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
}

interface Session {
  readonly nonce: string
  readonly state: string
  sub?: string
}

const usual: StubManner & Required<Pick<StubManner, 'welcome' | 'refusal' | 'me'>> = {
  welcome: () => ({ status: 302, to: '/' }),
  refusal: () => ({ status: 403, body: 'No.' }),
  me: ({ sub }) => (sub === undefined ? { status: 401 } : { status: 200, body: JSON.stringify({ sub }) }),
}

/** Tokens of a code, of which nothing is looked at but the nonce and the subject. */
const broughtBy = async (
  { issuer, clientId, secret }: StubRegistration,
  code: string,
  redirectUri: string,
  scope: string | undefined,
): Promise<{ readonly claimed: string; readonly nonce: unknown }> => {
  const response = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
  })
  const { id_token = '', access_token } = (await response.json()) as { id_token?: string; access_token?: string }
  if (scope !== undefined) {
    const headers = { authorization: `Bearer ${access_token}` }
    await fetch(`${issuer}/protocol/openid-connect/userinfo`, { headers })
  }
  const { sub = '', nonce } = decodeJwt(id_token)?.claims ?? {}
  return { claimed: String(sub), nonce }
}

const send = (response: ServerResponse, reply: StubReply, headers: Record<string, string>, crash: () => void): void => {
  if (reply === 'silence') return
  if (reply === 'crash') crash()
  if (typeof reply === 'string') response.destroy()
  else {
    const { status, to, body = '' } = reply
    const type = { 'content-type': body.startsWith('{') ? 'application/json' : 'text/html' }
    response.writeHead(status, { ...headers, ...type, ...(to === undefined ? {} : { location: to }) }).end(body)
  }
}

const cookieOf = ({ headers: { cookie = '' } }: IncomingMessage): string =>
  /(?:^|; )stub=([^;]+)/.exec(cookie)?.[1] ?? ''

/** A service with manners of its own, on a free port of localhost. Its issuer may come to stand after it. */
export const startStubService = async (
  registered: () => StubRegistration,
  manner: StubManner,
): Promise<StartableStub> => {
  const { welcome, refusal, me, login, pages = {}, scope } = { ...usual, ...manner }
  const sessions = new Map<string, Session>()
  const everybody: string[] = []
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const redirectUri = `${origin}/callback`
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })

  const setOut = (response: ServerResponse): void => {
    const [id, state, nonce] = [randomUUID(), randomUUID(), randomUUID()]
    sessions.set(id, { state, nonce })
    const { issuer, clientId } = registered()
    const query = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state, nonce }
    const to = `${issuer}/protocol/openid-connect/auth?${new URLSearchParams({ ...query, scope: `openid ${scope ?? ''}`.trim() })}`
    send(response, { status: 302, to }, { 'set-cookie': `stub=${id}; Path=/; HttpOnly; SameSite=Lax` }, close)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', origin)
    const session = sessions.get(cookieOf(request))
    const visit = (): StubVisit => ({ sub: session?.sub, known: session !== undefined, everybody })
    const reply = (made: StubReply): void => send(response, made, {}, close)
    const page = { ...pages, '/login': login, '/me': me }[path]
    if (page) return reply(page(visit()))
    if (path === '/login' || path === '/login/aai') return setOut(response)
    if (path !== '/callback' || !session) return reply({ status: path === '/' ? 200 : 404 })
    const { claimed, nonce } = await broughtBy(registered(), searchParams.get('code') ?? '', redirectUri, scope)
    if (nonce !== session.nonce) return reply(refusal({ ...visit(), claimed }))
    everybody.push(claimed)
    session.sub = claimed
    return reply(welcome(visit()))
  }
  const restart = async (): Promise<void> => {
    await close()
    sessions.clear()
    everybody.splice(0)
    await new Promise<void>((resolve) => server.listen(Number(new URL(origin).port), '127.0.0.1', resolve))
  }
  return { origin, restart, close }
}
