import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as oauth from 'oauth4webapi'
import * as oidc from 'openid-client'
import type { StubRegistration, StubService } from './stub-service.ts'

interface Journey {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** What a service leaves to its library: the address of a login, and who came back. */
interface Library {
  readonly address: (redirectUri: string, journey: Journey) => Promise<string>
  /** Rejects when it does not believe what came. */
  readonly subject: (callback: URL, journey: Journey) => Promise<string>
}

const SCOPE = 'openid profile email'

const challenged = async ({ state, nonce, verifier }: Journey) => ({
  ...{ scope: SCOPE, state, nonce, code_challenge_method: 'S256' },
  code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
})

/** `careful` has it verify signatures, which it leaves to TLS in the code flow otherwise. */
const openidClient = async ({ issuer, clientId, secret }: StubRegistration, careful: boolean): Promise<Library> => {
  const execute = [oidc.allowInsecureRequests, ...(careful ? [oidc.enableNonRepudiationChecks] : [])]
  const basic = oidc.ClientSecretBasic(secret)
  const config = await oidc.discovery(new URL(issuer), clientId, secret, basic, { execute })
  return {
    address: async (redirect_uri, journey) =>
      oidc.buildAuthorizationUrl(config, { redirect_uri, ...(await challenged(journey)) }).href,
    subject: async (callback, { state, nonce, verifier }) => {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const tokens = await oidc.authorizationCodeGrant(config, callback, checks)
      const { sub } = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
      return sub
    },
  }
}

const oauth4webapi = async ({ issuer, clientId, secret }: StubRegistration, careful: boolean): Promise<Library> => {
  const insecure = { [oauth.allowInsecureRequests]: true }
  const found = await oauth.discoveryRequest(new URL(issuer), insecure)
  const as = await oauth.processDiscoveryResponse(new URL(issuer), found)
  const client: oauth.Client = { client_id: clientId }
  return {
    address: async (redirect_uri, journey) => {
      const params = { client_id: clientId, response_type: 'code', redirect_uri, ...(await challenged(journey)) }
      return `${as.authorization_endpoint}?${new URLSearchParams(params)}`
    },
    subject: async (callback, { state, nonce, verifier }) => {
      const params = oauth.validateAuthResponse(as, client, callback, state)
      const redirectUri = callback.origin + callback.pathname
      const basic = oauth.ClientSecretBasic(secret)
      const grant = [as, client, basic, params, redirectUri, verifier, insecure] as const
      const answer = await oauth.authorizationCodeGrantRequest(...grant)
      const checks = { expectedNonce: nonce, requireIdToken: true }
      const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer, checks)
      if (careful) await oauth.validateApplicationLevelSignature(as, answer, insecure)
      const expected = oauth.getValidatedIdTokenClaims(tokens)?.sub ?? ''
      const told = await oauth.userInfoRequest(as, client, tokens.access_token, insecure)
      return (await oauth.processUserInfoResponse(as, client, expected, told)).sub
    },
  }
}

export const libraries = { 'openid-client': openidClient, oauth4webapi } as const
export type LibraryName = keyof typeof libraries

interface Session {
  journey?: Journey
  sub?: string
}

const COOKIE = 'portal'
const idIn = ({ headers: { cookie = '' } }: IncomingMessage): string => /\bportal=([\w-]+)/.exec(cookie)?.[1] ?? ''
const cookie = (id: string) => ({ 'set-cookie': `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax` })

/** A service around a library, with a session that gets another name at the login; its issuer may come to stand after it. */
export const startLibraryService = async (
  name: LibraryName,
  careful: boolean,
  registered: () => StubRegistration,
): Promise<StubService> => {
  const sessions = new Map<string, Session>()
  let library: Promise<Library> | undefined
  const known = (): Promise<Library> => {
    library ??= libraries[name](registered(), careful)
    return library
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(403).end('You are not signed in.'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`

  const opened = (session: Session): string => {
    const id = randomUUID()
    sessions.set(id, session)
    return id
  }

  const setOut = async (response: ServerResponse): Promise<void> => {
    const verifier = oidc.randomPKCECodeVerifier()
    const journey = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier }
    const location = await (await known()).address(`${origin}/callback`, journey)
    response.writeHead(302, { location, ...cookie(opened({ journey })) }).end()
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', origin)
    const session = sessions.get(idIn(request))
    if (url.pathname === '/login') return setOut(response)
    if (url.pathname === '/callback' && session?.journey) {
      sessions.delete(idIn(request))
      const sub = await (await known()).subject(url, session.journey)
      response.writeHead(302, { location: '/', ...cookie(opened({ sub })) }).end()
    } else if (url.pathname === '/me' && session?.sub) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ sub: session.sub }))
    } else response.writeHead(url.pathname === '/' ? 200 : 401).end()
  }

  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
