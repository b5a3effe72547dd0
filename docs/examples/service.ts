// A service as small as it gets: it logs its users in at an AAI and tells them who they are. It stands for yours.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as oidc from 'openid-client'

export interface Registration {
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
}

interface Session {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  user?: oidc.UserInfoResponse
}

export const startService = async ({ issuer, clientId, secret }: Registration) => {
  // The mock speaks http on loopback; with a real AAI this option goes.
  const config = await oidc.discovery(new URL(issuer), clientId, secret, oidc.ClientSecretBasic(secret), {
    execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
  })
  const sessions = new Map<string, Session>()
  const sessionOf = (request: IncomingMessage) =>
    sessions.get(/(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '')

  const login = async (origin: string, response: ServerResponse): Promise<void> => {
    const id = randomUUID()
    const session = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() }
    sessions.set(id, session)
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: `${origin}/callback`,
      scope: 'openid profile email',
      state: session.state,
      nonce: session.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(session.verifier),
      code_challenge_method: 'S256',
    })
    response.writeHead(302, { location: url.href, 'set-cookie': `session=${id}; Path=/; HttpOnly; SameSite=Lax` }).end()
  }

  const callback = async (url: URL, session: Session, response: ServerResponse): Promise<void> => {
    const tokens = await oidc.authorizationCodeGrant(config, url, {
      expectedState: session.state,
      expectedNonce: session.nonce,
      pkceCodeVerifier: session.verifier,
    })
    // This AAI keeps names out of the ID token: they are at the userinfo endpoint.
    session.user = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
    response.writeHead(302, { location: '/me' }).end()
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const origin = `http://${request.headers.host}`
    const url = new URL(request.url ?? '/', origin)
    const session = sessionOf(request)
    if (url.pathname === '/login') return login(origin, response)
    if (url.pathname === '/callback' && session) return callback(url, session, response)
    if (session?.user) response.end(JSON.stringify({ sub: session.user.sub, name: session.user.name }))
    else response.writeHead(401).end('Nobody is signed in.')
  }

  const server: Server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(403).end('The login failed.'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
