import { Agent, ProxyAgent, request } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { startProvider } from '#mocks/op/index.ts'
import { startConnectProxy } from './index.ts'

const ORIGIN = 'https://aai.openaire.eu'

/** An issuer under its real name, and the way there. */
const real = async () => {
  const provider = await startProvider({ profile: 'openaire-production', origin: ORIGIN, tls: true })
  const proxy = await startConnectProxy({ 'aai.openaire.eu:443': provider.address })
  const requestTls = { ca: provider.authority ?? '' }
  const dispatcher = new ProxyAgent({ uri: proxy.url, requestTls, proxyTunnel: true })
  onTestFinished(async () => {
    await dispatcher.destroy()
    await proxy.close()
    await provider.close()
  })
  return { provider, proxy, dispatcher }
}

test('an issuer is found under its real name, with a certificate for it', async () => {
  const { provider, proxy, dispatcher } = await real()
  expect(provider.issuer).toBe(`${ORIGIN}/auth/realms/openaire`)
  const { statusCode, body } = await request(provider.discoveryUrl, { dispatcher })
  expect(statusCode).toBe(200)
  const document = (await body.json()) as Record<string, unknown>
  expect([document.issuer, String(document.token_endpoint).startsWith(`${ORIGIN}/auth/`)]).toEqual([
    provider.issuer,
    true,
  ])
  expect(proxy.calls()).toEqual([{ to: 'aai.openaire.eu:443', refused: false }])
  expect(provider.requests.to('discovery').map(({ url }) => url)).toEqual([provider.discoveryUrl])
})

test('nothing else is reached, and what was wanted is noted', async () => {
  const { proxy, dispatcher } = await real()
  await expect(request('https://login.openaire.example/oidc/token', { dispatcher })).rejects.toThrow(/403|tunnel/i)
  await expect(request(`${ORIGIN}:8443/`, { dispatcher })).rejects.toThrow(/403|tunnel/i)
  const plain = new ProxyAgent({ uri: proxy.url, proxyTunnel: false })
  onTestFinished(() => plain.destroy())
  const { statusCode } = await request('http://metadata.example/latest', { dispatcher: plain })
  expect(statusCode).toBe(403)
  expect(proxy.calls()).toEqual([
    { to: 'login.openaire.example:443', refused: true },
    { to: 'aai.openaire.eu:8443', refused: true },
    { to: 'metadata.example:80', path: '/latest', refused: true },
  ])
})

test('whoever is asked what it is, in plain requests to itself, is refused as well', async () => {
  const { proxy } = await real()
  const agent = new Agent()
  onTestFinished(() => agent.destroy())
  expect((await request(`${proxy.url}/nothing`, { dispatcher: agent })).statusCode).toBe(403)
})
