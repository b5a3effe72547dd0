import { expect, test } from 'vitest'
import type { Issuer } from '#mocks/op/issuer.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { callOf } from '#mocks/wire/message.ts'
import { sessionOf } from './browser.ts'
import { IdpKeys } from './keys.ts'
import { newIdp } from './state.ts'

const HOUR = 60 * 60 * 1000

test('a session ends when services were told that it does, and use does not prolong it', () => {
  let now = 0
  const { saml } = loadProfile('openaire-beta')
  if (!saml) throw new Error('no identity provider')
  const idp = newIdp({ now: () => now } as Issuer, saml, new IdpKeys(), new Map())
  const session = { id: 'x', subject: 'ada', authenticatedAt: now, participants: [] }
  const call = callOf({ url: '/', headers: { cookie: 'aai-idp-session=x' } }, '')
  idp.sessions.set('x', session)
  now = 7 * HOUR
  idp.sessions.set('x', session)
  expect(sessionOf(idp, call)).toEqual(session)
  now = 8 * HOUR
  expect(sessionOf(idp, call)).toBeUndefined()
})
