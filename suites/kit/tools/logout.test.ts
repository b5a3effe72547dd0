import { expect, test } from 'vitest'
import type { Arrival, Tools } from '../contract.ts'
import type { TargetSeed } from '../target.ts'
import { stub } from '../testing/agent.ts'
import { CALLBACK, played, seedAt, worldOf } from '../testing/seed.ts'
import { html } from '../testing/stub-issuer.ts'

const BYE = 'https://portal.example/logged-out'

const withGoodbye = ({ clients }: TargetSeed): TargetSeed['clients'] => ({
  web: {
    clientId: 'web',
    auth: 'none',
    redirectUri: CALLBACK,
    redirectUris: [CALLBACK],
    postLogoutRedirectUris: [BYE],
  },
  other: clients.web ?? { clientId: 'other', auth: 'none', redirectUri: CALLBACK, redirectUris: [CALLBACK] },
})

const at = async (when: (tools: Tools) => Promise<Arrival>) => {
  const issuer = await stub(({ url }) => {
    const uri = url.searchParams.get('post_logout_redirect_uri')
    const state = url.searchParams.get('state')
    return uri === null
      ? html('<title>Bye</title><form method="post"><input type="submit" name="yes" value="Yes"></form>')
      : { status: 302, headers: { location: `${uri}?state=${state}` } }
  })
  const seed = await seedAt(issuer.origin)
  const endpoints = { ...seed.endpoints, endSession: `${issuer.origin}/logout` }
  let found: Arrival | undefined
  const keep = async (tools: Tools): Promise<object> => {
    found = await when(tools)
    return {}
  }
  const record = await played({ when: keep, verify: {} }, worldOf({ ...seed, endpoints, clients: withGoodbye(seed) }))
  return { record, found, seen: issuer.seen }
}

test('a logout stops at the address that was named for its end, with what it brings', async () => {
  const params = { post_logout_redirect_uri: BYE, state: 's' }
  const { found, seen } = await at(({ client }) => client.logout({ hint: 'a.b.c', params }))
  expect(found).toMatchObject({ kind: 'callback', params: { state: 's' } })
  expect([...(seen[0]?.url.searchParams ?? [])]).toEqual([['id_token_hint', 'a.b.c'], ...Object.entries(params)])
})

test('a page that asks says so', async () => {
  const { found } = await at(({ client }) => client.logout())
  expect(found).toMatchObject({ kind: 'page', asks: true })
})

test('a client that registered no address is told how to enable the scenario', async () => {
  const { record } = await at(({ clientAs }) => {
    const { postLogoutRedirectUri } = clientAs('other')
    return clientAs('other').logout({ params: { post_logout_redirect_uri: postLogoutRedirectUri } })
  })
  expect(record.result.verdict).toBe('skip')
  expect(record.result.reason).toContain('postLogoutRedirectUris')
})
