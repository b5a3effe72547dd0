import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { call, clientOf } from '../testing/relying-party.ts'

const UMA = 'urn:ietf:params:oauth:grant-type:uma-ticket'
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

let older: RunningProvider
let newer: RunningProvider
beforeAll(async () => {
  older = await startProvider({ profile: 'openaire-beta' })
  newer = await startProvider({ profile: 'keycloak-26' })
})
afterAll(() => Promise.all([older.close(), newer.close()]))

const errorOf = async (op: RunningProvider, role: string, form: Readonly<Record<string, string>>): Promise<string> => {
  const { status, body } = await call(op, 'token', clientOf(op, role), form)
  return `${status} ${body.error}: ${body.error_description}`
}

test.each([
  ['public', {}, '401 unauthorized_client: Public client not allowed to retrieve service account'],
  ['web', {}, '401 unauthorized_client: Client not enabled to retrieve service account'],
  ['service', {}, '400 invalid_request: You must provide the issuedFor'],
  ['service', { audience: 'anybody' }, '400 invalid_request: Client does not support permissions'],
])('gives no permissions to %s with %j', async (role, form, answer) => {
  for (const op of [older, newer]) expect(await errorOf(op, role, { grant_type: UMA, ...form })).toBe(answer)
})

test.each([
  [{}, '400 invalid_grant: Missing parameter:assertion'],
  [{ assertion: 'abc' }, '400 invalid_grant: The provided assertion is not a valid JWT'],
  [
    { assertion: 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.' },
    '400 invalid_grant: JWT Authorization Grant is not supported for the requested client',
  ],
])('gives nothing for an assertion that stands for a user: %j', async (form, answer) => {
  expect(await errorOf(newer, 'web', { grant_type: JWT_BEARER, ...form })).toBe(answer)
})

test('knows assertions as grants in newer versions only', async () => {
  expect(await errorOf(older, 'web', { grant_type: JWT_BEARER })).toBe(
    '400 unsupported_grant_type: Unsupported grant_type',
  )
})
