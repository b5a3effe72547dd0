import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { call, clientOf, endpointOf } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const register = async (headers: Record<string, string> = {}) => {
  const answer = await fetch(endpointOf(op, 'registration'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ redirect_uris: ['https://portal.example/oidc/callback'] }),
  })
  return { status: answer.status, body: await answer.json() }
}

test('clients do not register themselves', async () => {
  expect(await register()).toEqual({
    status: 403,
    body: {
      error: 'insufficient_scope',
      error_description:
        "Policy 'Trusted Hosts' rejected request to client-registration service. Details: Host not trusted.",
    },
  })
  expect(await register({ authorization: 'Bearer x' })).toEqual({
    status: 401,
    body: { error: 'invalid_token', error_description: 'Failed decode token' },
  })
  expect((await register({ 'content-type': 'text/plain' })).status).toBe(415)
  expect((await fetch(endpointOf(op, 'registration'))).status).toBe(405)
})

const notAllowed = { error: 'invalid_grant', error_description: 'Client not allowed OIDC CIBA Grant' }

test('no client asks for a login behind the back of a browser', async () => {
  const form = { scope: 'openid', login_hint: 'plain' }
  const web = clientOf(op, 'web')
  expect(await call(op, 'backchannelAuthentication', web, form)).toMatchObject({ status: 401, body: notAllowed })
  const nameless = await call(op, 'backchannelAuthentication', undefined, form)
  expect([nameless.status, nameless.body.error]).toEqual([401, 'invalid_client'])
  const grant = { grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: 'x' }
  expect(await call(op, 'token', web, grant)).toMatchObject({ status: 400, body: notAllowed })
})

test('every endpoint that the discovery document names is there', async () => {
  const document = (await (await fetch(op.discoveryUrl)).json()) as Record<string, unknown>
  const urls = Object.entries(document).filter(([name]) => /_endpoint$|^jwks_uri$|^check_session_iframe$/.test(name))
  expect(urls.length).toBeGreaterThan(10)
  for (const [name, url] of urls) {
    const answer = await fetch(String(url), { method: 'OPTIONS' })
    expect(`${name} ${answer.status}`).toBe(`${name} 200`)
  }
})
