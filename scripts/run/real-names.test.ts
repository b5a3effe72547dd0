import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { aaiAmong } from './testing/aai.ts'

const LIMIT = 120_000

const ISSUER = 'https://aai.openaire.eu/auth/realms/openaire'

/** As it runs in production: nothing in it knows of a test. */
const PROGRAM = `
import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import * as oidc from '${import.meta.resolve('openid-client')}'

const origin = 'http://localhost:' + process.env.PORT
const redirect_uri = origin + '/callback'
let config
const known = async () => (config ??= await oidc.discovery(new URL('${ISSUER}'), 'portal', process.env.SECRET))
const sessions = new Map()
const answer = async (request, response) => {
  const id = /portal=([\\w-]+)/.exec(request.headers.cookie ?? '')?.[1]
  const url = new URL(request.url, origin)
  const cookie = (value) => ({ 'set-cookie': 'portal=' + value + '; Path=/; HttpOnly; SameSite=Lax' })
  if (url.pathname === '/login') {
    const [fresh, state, nonce, verifier] = [randomUUID(), oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
    sessions.set(fresh, { state, nonce, verifier })
    const code_challenge = await oidc.calculatePKCECodeChallenge(verifier)
    const asked = { redirect_uri, scope: 'openid profile email', state, nonce, code_challenge, code_challenge_method: 'S256' }
    return response.writeHead(302, { location: oidc.buildAuthorizationUrl(await known(), asked).href, ...cookie(fresh) }).end()
  }
  if (url.pathname === '/callback') {
    const { state, nonce, verifier } = sessions.get(id)
    sessions.delete(id)
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier }
    const tokens = await oidc.authorizationCodeGrant(await known(), url, checks)
    const { sub } = await oidc.fetchUserInfo(await known(), tokens.access_token, tokens.claims().sub)
    await fetch('https://statistics.example/login').catch(() => {})
    const fresh = randomUUID()
    sessions.set(fresh, { sub })
    return response.writeHead(302, { location: '/', ...cookie(fresh) }).end()
  }
  const { sub } = sessions.get(id) ?? {}
  response.writeHead(url.pathname === '/me' && !sub ? 401 : 200, { 'content-type': 'application/json' }).end(JSON.stringify({ sub }))
}
createServer((request, response) => answer(request, response).catch(() => response.writeHead(403).end())).listen(process.env.PORT, '127.0.0.1')
`

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const configured = (port: number) => ({
  targets: {
    portal: {
      ...{ kind: 'service', profile: 'openaire-production', issuer: ISSUER },
      client: { clientId: 'portal', auth: 'client_secret_post', redirectUri: `http://localhost:${port}/callback` },
      login: `http://localhost:${port}/login`,
      whoami: { url: `http://localhost:${port}/me` },
      start: {
        command: [process.execPath, 'portal.mjs'],
        environment: { PORT: String(port), SECRET: '{client_secret}' },
        ready: `http://localhost:${port}/`,
      },
    },
  },
})

const SOME =
  'oidc.rp.endpoints,oidc.rp.id-token.aud-other,oidc.rp.response.state-other,oidc.rp.requests.fresh,oidc.rp.userinfo.sub-other'

test.for(['http', 'browser'])(
  'a service of production signs people in at the real name of its issuer (%s)',
  { timeout: LIMIT },
  async (driver) => {
    const files = { 'aai.config.json': JSON.stringify(configured(await freePort())), 'portal.mjs': PROGRAM }
    const run = await aaiAmong({ files, command: 'service' }, '--driver', driver, '-s', SOME)
    onTestFinished(run.remove)
    const { code, stderr } = await run.ended
    expect([code, stderr.match(/^aai: .*/m)]).toEqual([0, null])
    const { targets, scenarios, exchanges } = await run.result()
    expect(targets[0]?.issuer).toBe(ISSUER)
    expect(targets[0]?.facts).toEqual({ 'hosts called beside the issuer': 'statistics.example:443' })
    expect(scenarios.map(({ verdict }) => verdict)).toEqual(scenarios.map(() => 'pass'))
    expect(Object.values(exchanges).some(({ request }) => request.start.includes(ISSUER))).toBe(true)
  },
)
