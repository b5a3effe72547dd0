import { expect, test } from 'vitest'
import type { SignIn } from '../contract-service.ts'
import { seedAt } from '../testing/seed.ts'
import { untoldIn } from './service-claims.ts'
import type { Session } from './session.ts'

const target = await seedAt()
const session = { target } as Session

const loginWith = (scope: string, ...endpoints: readonly string[]): SignIn => {
  const asked = { endpoint: 'authorization', params: { client_id: 'x', scope } }
  return { requests: [asked, ...endpoints.map((endpoint) => ({ endpoint, params: {} }))] } as unknown as SignIn
}

test('what was asked for and fetched was told', () => {
  expect(untoldIn(session, loginWith('openid email', 'token', 'userinfo'), 'email')).toBeUndefined()
  expect(untoldIn(session, loginWith('openid email', 'introspection'), 'email')).toBeUndefined()
  // In the ID token of every login that asks.
  expect(untoldIn(session, loginWith('openid voperson_id', 'token'), 'voperson_id')).toBeUndefined()
})

test.for([
  ['shoe_size', 'openid email', /knows no shoe_size\.$/],
  ['email', 'openid profile', /asks for no scope that brings email: email, aarc\.$/],
  ['email', 'openid email', /never asked for userinfo, where email stands\.$/],
] as const)('%s was not, with %s', ([claim, scope, says]) => {
  expect(untoldIn(session, loginWith(scope, 'token'), claim)).toMatch(says)
})
