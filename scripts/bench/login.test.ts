import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { logInTimes } from './load.ts'
import { logIn, readEndpoints, verifyTokens } from './login.ts'
import { userAgent } from './user-agent.ts'

let provider: RunningProvider
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider.close())

const registrationOf = (role: string) => {
  const client = provider.clients[role]
  const person = provider.people.plain
  const redirectUri = client?.redirectUris[0]
  if (!client || !redirectUri || !person) throw new Error(`the profile has no ${role}`)
  const { clientId, secret = '' } = client
  return { clientId, secret, redirectUri, username: person.username, password: person.password }
}

const endpoints = async () => readEndpoints(await (await fetch(provider.discoveryUrl)).text())

test.for(['pkce', 'consent'])('logs in at client %s, and gets two signed tokens', async (role) => {
  const agent = userAgent(provider.origin)
  onTestFinished(() => agent.close())
  const known = await endpoints()
  await expect(verifyTokens(await logIn(agent, known, registrationOf(role)), known)).resolves.toBeUndefined()
})

test('fails when a login does: a fast refusal is no login', async () => {
  const agent = userAgent(provider.origin)
  onTestFinished(() => agent.close())
  const registration = { ...registrationOf('pkce'), secret: 'wrong' }
  await expect(logIn(agent, await endpoints(), registration)).rejects.toThrow(/token endpoint answered 401/)
})

test('logs in as often as it was told to, however many users share the work', async () => {
  provider.requests.clear()
  const load = { origin: provider.origin, endpoints: await endpoints(), registration: registrationOf('pkce'), users: 3 }
  const { logins, milliseconds } = await logInTimes(load, 7)
  expect({ logins, timed: milliseconds.length }).toEqual({ logins: 7, timed: 7 })
  expect(provider.requests.to('userinfo')).toHaveLength(7)
})
