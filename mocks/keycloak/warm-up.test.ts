import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningProvider, startProvider } from '../op/index.ts'
import { loadProfile } from '../profiles/load.ts'
import { realmOf } from './realm.ts'
import { keycloakVersion } from './version.ts'
import { warmUp } from './warm-up.ts'

const realm = realmOf(loadProfile('openaire-beta'), keycloakVersion('26.7.3'))

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'keycloak-26' })
})
afterAll(() => op.close())

const seen = (): readonly string[] =>
  op.requests.all().map(({ method, endpoint, status }) => `${method} ${endpoint} ${status}`)

it('goes as far as the tokens of a user', async () => {
  op.requests.clear()
  await warmUp(op.issuer, realm)
  expect(seen()).toEqual([
    'GET discovery 200',
    'POST token 401',
    'GET authorization 400',
    'GET authorization 200',
    'POST login 302',
    'POST token 200',
  ])
})

it('stops where a realm has nobody, or a login leads nowhere', async () => {
  op.requests.clear()
  await warmUp(op.issuer, { ...realm, users: [] })
  expect(seen()).toHaveLength(3)
  op.requests.clear()
  await warmUp(op.issuer, { ...realm, users: realm.users.map((user) => ({ ...user, username: 'nobody' })) })
  expect(seen().at(-1)).toBe('POST login 200')
})
