import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningProvider } from '#mocks/op/index.ts'
import { watched } from './testing/watched.ts'

let provider: RunningProvider
let token: string
beforeAll(async () => {
  const all = await watched()
  provider = all.provider
  token = /<p id="token">([^<]+)/.exec(await (await fetch(all.url)).text())?.[1] ?? ''
})
afterAll(() => provider.close())

interface Sent {
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Any host and any origin may be said, as no `fetch` lets us. */
const send = ({
  path,
  method = 'GET',
  headers = {},
}: Sent): Promise<{ readonly status: number; readonly headers: Record<string, unknown> }> =>
  new Promise((resolve, reject) => {
    const asked = request(new URL(path, provider.origin), { method, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }))
    })
    asked.on('error', reject)
    asked.end()
  })

const EVERYTHING: readonly Sent[] = [
  { path: '/watch/news' },
  { path: '/watch/setup' },
  { path: '/watch/logins/login-1' },
  { path: '/watch/reports/result.json' },
  { path: '/watch/faults', method: 'POST' },
  { path: '/watch/faults/x', method: 'DELETE' },
  { path: '/watch/clients', method: 'POST' },
  { path: '/watch/logins', method: 'DELETE' },
  { path: '/watch/whatever' },
]

const name = ({ path, method = 'GET' }: Sent): string => `${method} ${path}`

describe.for(EVERYTHING.map((sent) => ({ name: name(sent), sent })))('$name', ({ sent }) => {
  const port = (): string => new URL(provider.origin).port
  const own = (more: Readonly<Record<string, string>> = {}) => ({ ...sent, headers: { 'x-aai-watch': token, ...more } })

  test('is open to the page itself', async () => {
    const { status } = await send(own({ origin: provider.origin, 'sec-fetch-site': 'same-origin' }))
    expect([200, 400, 404]).toContain(status)
  })

  test('is closed without the token, and with another', async () => {
    expect(await send(sent)).toMatchObject({ status: 403 })
    expect(await send({ ...sent, headers: { 'x-aai-watch': `${token}x` } })).toMatchObject({ status: 403 })
  })

  test.for(['cross-site', 'same-site', 'none'])('is closed to what a browser calls %s, token or not', async (site) => {
    expect(await send(own({ 'sec-fetch-site': site }))).toMatchObject({ status: 403 })
  })

  test('is closed to other origins, one of the same machine included', async () => {
    for (const origin of ['https://evil.example', 'http://localhost:1', 'null', `https://127.0.0.1:${port()}`])
      expect(await send(own({ origin }))).toMatchObject({ status: 403 })
  })

  test('is closed to a name of somebody else’s that leads to this machine', async () => {
    for (const host of ['evil.example', `evil.example:${port()}`, '127.0.0.1', `127.0.0.1.evil.example:${port()}`])
      expect(await send(own({ host }))).toMatchObject({ status: 421 })
  })

  test('lets no other site read the answer', async () => {
    const { headers } = await send(own())
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect(headers).toMatchObject({
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  })
})

describe('the page', () => {
  test('may be reached by a link, at every name of this machine', async () => {
    const { port } = new URL(provider.origin)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
      expect(await send({ path: '/watch', headers: { host, 'sec-fetch-site': 'cross-site' } })).toMatchObject({
        status: 200,
      })
  })

  test('is shown in no frame, and at no other name', async () => {
    const { headers } = await send({ path: '/watch' })
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': expect.any(String),
    })
    expect(await send({ path: '/watch', headers: { host: 'evil.example' } })).toMatchObject({ status: 421 })
    expect(await send({ path: '/watch', method: 'POST' })).toMatchObject({ status: 405 })
  })

  test('is no request to the issuer', () => expect(provider.requests.all()).toEqual([]))
})
