import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'

const example = fileURLToPath(new URL('../../docs/examples/my-aai.json', import.meta.url))

let provider: RunningProvider | undefined
afterEach(() => provider?.close())

/** Logs in at the provider as a person with a browser would, and returns the parameters of the callback. */
const callback = async (url: URL, username: string, password: string): Promise<URLSearchParams> => {
  const page = await fetch(url, { redirect: 'manual' })
  const action = /action="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&amp;', '&') ?? 'no form'
  const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  const answer = await fetch(new URL(action, url), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies.join('; ') },
    body: new URLSearchParams({ username, password }),
  })
  return new URL(answer.headers.get('location') ?? 'about:no-redirect').searchParams
}

test('the AAI that docs/adding-an-aai.md describes can be played and logged in to', async () => {
  provider = await startProvider({ profile: example })
  const discovery = await (await fetch(provider.discoveryUrl)).json()
  expect(discovery).toMatchObject({ issuer: provider.issuer, scopes_supported: expect.arrayContaining(['email']) })
  expect(provider.issuer).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/realms\/research$/)

  const redirectUri = 'https://service.example/callback'
  const url = new URL(discovery.authorization_endpoint)
  url.search = new URLSearchParams({
    client_id: 'my-service',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile eduperson_entitlement',
    state: 'as sent',
  }).toString()
  const returned = await callback(url, 'ada', 'ada-at-home')
  expect(returned.get('state')).toBe('as sent')
  expect(returned.get('iss')).toBe(provider.issuer)

  const tokens = await (
    await fetch(discovery.token_endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('my-service:not-a-secret-used-on-this-machine-only')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: returned.get('code') ?? '',
        redirect_uri: redirectUri,
      }),
    })
  ).json()
  expect(tokens).toMatchObject({ token_type: 'Bearer', refresh_token: expect.any(String) })

  const userinfo = await fetch(discovery.userinfo_endpoint, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  const claims = await userinfo.json()
  expect(claims).toMatchObject({
    sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: 'Ada Lovelace',
    eduperson_entitlement: ['urn:geant:university.example:group:analysts:role=member#login.university.example'],
  })
  expect(claims).not.toHaveProperty('email')
})
