import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { nginxHere } from '#mocks/proxy/index.ts'
import { through } from '../behind.ts'
import type { ProxySeed } from '../target-proxy.ts'
import type { ServiceSeed } from '../target-service.ts'
import { seedAt } from '../testing/seed.ts'
import { behindNginx, type ProxyWish, withProxy } from './proxied.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const close of closing.splice(0).toReversed()) await close()
})

const service = (login: string): ServiceSeed => ({
  ...{ ours: false, login, client: 'web', callbacks: [new URL('/callback', login).href] },
})

const proxied = async (
  wish: ProxyWish | undefined,
  login = 'http://localhost:9/login',
): Promise<ProxySeed | undefined> => {
  const { seed, close } = await withProxy({ seed: service(login), close: async () => {} }, wish, {})
  closing.push(close)
  return seed.proxy
}

const waysOf = (proxy: ProxySeed | undefined): readonly string[] =>
  proxy && 'ways' in proxy ? Object.keys(proxy.ways) : []

test('nothing stands where nothing was asked for', async () => {
  expect(await proxied(undefined)).toBeUndefined()
})

test.for([
  { setting: undefined, ways: ['defaults', 'guide', 'own', 'logout'] },
  { setting: 'defaults', ways: ['defaults', 'logout'] },
  { setting: 'guide', ways: ['guide', 'logout'] },
])('the setting $setting is played in its ways', async ({ setting, ways }) => {
  expect(waysOf(await proxied({ played: 'model', ...(setting ? { setting } : {}) }))).toEqual(ways)
})

test('somebody’s own directives come from a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-directives-'))
  closing.push(() => rm(folder, { recursive: true }))
  const setting = join(folder, 'buffers.conf')
  await writeFile(setting, 'proxy_buffer_size 64k;\n')
  expect(await proxied({ played: 'model', setting })).toMatchObject({
    setting,
    ways: { own: { directives: 'proxy_buffer_size 64k;\n', hosts: { 'localhost:9': expect.stringMatching(/^127/) } } },
  })
  await expect(proxied({ played: 'model', setting: join(folder, 'none') })).rejects.toThrow(
    /^proxy \/.*none: it cannot be read \(ENOENT\): defaults, guide or a file with directives of NGINX is wanted\.$/,
  )
})

test.skipIf('missing' in nginxHere())(
  'directives that NGINX does not take are told by the name of their file (left out where NGINX is not installed)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aai-directives-'))
    closing.push(() => rm(folder, { recursive: true }))
    const setting = join(folder, 'buffers.conf')
    await writeFile(setting, 'proxy_bufer_size 64k;\n')
    await expect(proxied({ played: 'nginx', setting })).rejects.toThrow(
      `proxy ${setting}: NGINX does not start: unknown directive "proxy_bufer_size" in ${setting}:1.`,
    )
  },
)

test('where there is no NGINX, what stands there says how to get it, or a model takes its place', async () => {
  vi.stubEnv('AAI_NGINX', '/nowhere/nginx')
  expect(await proxied({ played: 'nginx' })).toEqual({
    missing: 'AAI_NGINX names /nowhere/nginx, which is no program: correct or unset it.',
  })
  vi.stubEnv('AAI_NGINX', 'model')
  expect(await proxied({ played: 'nginx' })).toMatchObject({ title: 'a model of NGINX 1.22' })
})

test('a service that does not get its proxy is taken down', async () => {
  const close = vi.fn(async () => {})
  const raised = { seed: service('http://localhost:9/login'), close }
  await expect(withProxy(raised, { played: 'model', setting: '/nowhere/at-all' }, {})).rejects.toThrow('cannot be read')
  expect(close).toHaveBeenCalledOnce()
})

test('only services get one', () => {
  const [issuer, portal] = behindNginx([{ id: 'issuer' }, { id: 'portal', service: {} }], 'guide')
  expect([issuer, portal]).toEqual([
    { id: 'issuer' },
    { id: 'portal', service: {}, proxy: { played: 'nginx', setting: 'guide' } },
  ])
})

test('who goes through it keeps every name, and trusts it', async () => {
  const target = await seedAt(undefined, {
    hosts: { 'portal.example:443': '127.0.0.1:8443', 'aai.example': '127.0.0.1:9' },
    authority: 'PEM of the issuer',
    service: {
      ...service('https://portal.example/login'),
      proxy: { title: 'NGINX', authority: 'PEM of the proxy', ways: {} },
    },
  })
  const path = { hosts: { 'portal.example': '127.0.0.1:7' }, directives: '' }
  expect(through(target, path)).toMatchObject({
    hosts: { 'portal.example': '127.0.0.1:7', 'aai.example': '127.0.0.1:9' },
    authority: 'PEM of the issuer\nPEM of the proxy',
  })
  expect(through(target, path).hosts).not.toHaveProperty('portal.example:443')
})
