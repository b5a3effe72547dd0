import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { nginxHere } from '#mocks/proxy/index.ts'
import type { RunResult } from '#reports/model.ts'
import { aaiAmong } from './testing/aai.ts'

const LIMIT = 180_000
const absent = 'missing' in nginxHere()

const reference = new URL('../../mocks/rp/index.ts', import.meta.url).href

/** Keeps its tokens in cookies, as many as it takes. */
const PROGRAM = `
import { startRelyingParty } from '${reference}'
const { ISSUER: issuer, CLIENT: clientId, SECRET: secret, PORT } = process.env
await startRelyingParty({ issuer, clientId, secret, port: Number(PORT), careless: ['tokens-in-cookies'] })
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
      ...{ kind: 'service', profile: 'openaire-beta' },
      client: { clientId: 'portal', redirectUri: `http://localhost:${port}/callback` },
      ...{ login: `http://localhost:${port}/login`, logout: `http://localhost:${port}/logout` },
      whoami: { url: `http://localhost:${port}/me`, user: '/sub' },
      start: {
        command: [process.execPath, 'portal.mjs'],
        environment: { ISSUER: '{issuer}', CLIENT: '{client_id}', SECRET: '{client_secret}', PORT: String(port) },
      },
    },
  },
})

const DIRECTIVES = 'proxy_buffer_size 64k;\nproxy_buffers 4 64k;\nproxy_busy_buffers_size 128k;\n'

const ALL = ['-s', 'oidc.rp.proxy'] as const

const portal = async (environment: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const files = {
    ...{ 'aai.config.json': JSON.stringify(configured(await freePort())), 'portal.mjs': PROGRAM },
    'own.conf': DIRECTIVES,
  }
  const run = await aaiAmong({ files, environment, command: 'service' }, ...args)
  onTestFinished(run.remove)
  return { ...(await run.ended), result: await run.result() }
}

/** What was found of each way, in words that name no version. */
const wordsOf = ({ scenarios }: RunResult): Record<string, string> =>
  Object.fromEntries(
    scenarios.map(({ id, verdict, reason, checks }) => [
      id.replace('oidc.rp.proxy.', ''),
      `${verdict}: ${(reason ?? checks[0]?.message ?? '').replace(/NGINX [\d.]+,|a model of NGINX [\d.]+,/, 'NGINX,')}`,
    ]),
  )

const FOUND = {
  defaults: expect.stringMatching(
    /^fail: .*tokens of 600 to 1400 characters: signed in; of 3000 to 12000: 502 at the callback, by the proxy \(“upstream sent too big header.*a head of 6\d\d\d bytes, of which the proxy reads 4096\. Set in NGINX: proxy_buffers 4 256k; proxy_buffer_size 128k; proxy_busy_buffers_size 256k;/,
  ),
  guide: expect.stringMatching(
    /^fail: .*600 to 4000 characters: signed in; of 6000 and 12000: 400 on the next page, by the proxy \(“client sent too long header line”\): a Cookie line of 12\d\d\d bytes, of which the proxy takes 8190\. Set in NGINX: large_client_header_buffers 4 32k;/,
  ),
  own: expect.stringMatching(
    /^fail: .*600 to 6000 characters: signed in; of 12000: 431 on the next page, by the service itself: a Cookie line of 24\d\d\d bytes\./,
  ),
  logout: expect.stringMatching(/^pass: .*tokens of 600 to 1400 characters: signed out/),
}

test('behind the model each limit is met where it is', { timeout: LIMIT }, async () => {
  const { code, result } = await portal({ AAI_NGINX: 'model' }, '--proxy', ...ALL)
  expect(wordsOf(result)).toEqual(FOUND)
  expect(code).toBe(1)
})

test('a real browser meets them where it is met without one', { timeout: LIMIT }, async () => {
  const only = ['-s', 'oidc.rp.proxy.guide', '--driver', 'browser'] as const
  const { result } = await portal({ AAI_NGINX: 'model' }, '--proxy', 'guide', ...only)
  expect(wordsOf(result).guide).toEqual(FOUND.guide)
})

test.skipIf(absent)('so it is behind NGINX (left out where it is not installed)', { timeout: LIMIT }, async () => {
  const { code, result } = await portal({}, '--proxy', ...ALL)
  expect(wordsOf(result)).toEqual(FOUND)
  expect(code).toBe(1)
})

test.skipIf(absent)(
  'somebody’s own directives stand alone (left out where NGINX is not installed)',
  { timeout: LIMIT },
  async () => {
    const { code, result } = await portal({}, '--proxy', 'own.conf', ...ALL)
    expect(wordsOf(result)).toEqual({
      defaults: 'not-applicable: NGINX stands there with the directives of own.conf, not as it comes.',
      guide: 'not-applicable: NGINX stands there with the directives of own.conf, not with the buffers of the guide.',
      own: FOUND.guide,
      logout: expect.stringMatching(/^pass: .*tokens of 600 to 4000 characters: signed out/),
    })
    expect(code).toBe(1)
  },
)

test('without NGINX nothing is judged behind it, and the line that helps is told', { timeout: LIMIT }, async () => {
  const { code, result } = await portal({ AAI_NGINX: '/nowhere/nginx' }, '--proxy', ...ALL)
  const told = 'skip: AAI_NGINX names /nowhere/nginx, which is no program: correct or unset it.'
  expect(wordsOf(result)).toEqual({ defaults: told, guide: told, own: told, logout: told })
  expect(code).toBe(0)
})
