import { createServer } from 'node:http'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { KeyRing } from '#mocks/op/keys.ts'
import { type StubManner, type StubRegistration, type StubService, startStubService } from '../testing/stub-service.ts'
import { raise, type Stand } from './raise.ts'

const LIMIT = 120_000

let keys: KeyRing
beforeAll(async () => {
  keys = await KeyRing.generate()
})

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const registration = { clientId: 'portal', secret: 'only-in-tests-of-services' }
const client = { ...registration, title: 'Portal', auth: 'client_secret_basic' as const, grants: ['code' as const] }

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Somebody's service, which runs already, beside its issuer. */
const standing = async (start: (registered: () => StubRegistration) => Promise<StubService>): Promise<Stand> => {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}/auth/realms/openaire`
  const { origin, close } = await start(() => ({ ...registration, issuer }))
  closing.push(close)
  const callback = `${origin}/callback`
  const service = {
    login: `${origin}/login`,
    whoami: { url: `${origin}/me`, user: '/sub' },
    callbacks: [callback],
    registration: { ...client, redirectUris: [callback], postLogoutRedirectUris: [], consent: false },
  }
  const target = { id: 'mine', profile: 'openaire-beta', source: 'aai.config.yaml: targets.mine' }
  const stand = await raise([{ kind: 'embedded', ...target, keys, port, service }])
  closing.push(stand.close)
  return stand
}

describe('before anything is played, one sentence names a service that', () => {
  test.for<{ what: string; manner: StubManner; says: RegExp }>([
    {
      what: 'refuses everyone',
      manner: { welcome: () => ({ status: 403 }), me: () => ({ status: 401 }) },
      says: /^aai\.config\.yaml: targets\.mine: The login signed nobody in \(403 http.*whoami of target "mine"/,
    },
    {
      what: 'never goes to its issuer',
      manner: { login: () => ({ status: 200, body: 'OK' }) },
      says: /^aai\.config\.yaml: targets\.mine: The login never came back from the issuer \(200 .*tell the service its issuer, http/,
    },
    {
      what: 'is gone when somebody comes back',
      manner: { welcome: () => 'crash' },
      says: /^aai\.config\.yaml: targets\.mine: The login did not end: /,
    },
  ])('$what', { timeout: LIMIT }, async ({ manner, says }) => {
    await expect(standing((registered) => startStubService(registered, manner))).rejects.toThrow(says)
  })
})
