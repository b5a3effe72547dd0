import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { KeyRing } from '#mocks/op/keys.ts'
import { nginxHere } from '#mocks/proxy/index.ts'
import { free } from '../care/care.ts'
import type { ServiceGiven } from '../contract-service.ts'
import type { Sized, SizedLogin } from '../contract-service-sizes.ts'
import type { ProxyWay } from '../target-proxy.ts'
import { type Raised, raiseEmbedded } from '../targets/embedded.ts'
import type { ProxyWish } from '../targets/proxied.ts'
import { type Bulk, startBulkyService } from '../testing/bulky-service.ts'
import { played, worldOf } from '../testing/seed.ts'

const LIMIT = 60_000

let keys: KeyRing
beforeAll(async () => {
  keys = await KeyRing.generate()
})

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const registration = { clientId: 'bulky', secret: 'bulky-secret-of-a-service' }

/** A service of that bulk, with a proxy before it where one is wished. */
const serviceOf = async (bulk: Bulk, proxy?: ProxyWish): Promise<Raised> => {
  let issuer = ''
  const { origin, close } = await startBulkyService(() => ({ ...registration, issuer }), bulk)
  closing.push(close)
  const callbacks = [`${origin}/callback`]
  const method = { auth: 'client_secret_basic' as const, grants: ['code' as const] }
  const client = { ...registration, ...method, title: 'Bulky' }
  const raised = await raiseEmbedded({
    ...{ kind: 'embedded', id: 'bulky', profile: 'openaire-beta', keys },
    ...(proxy ? { proxy } : {}),
    service: {
      ...{ login: `${origin}/login`, whoami: { url: `${origin}/me`, user: '/sub' }, callbacks },
      registration: { ...client, redirectUris: callbacks, postLogoutRedirectUris: [], consent: false },
    },
  })
  issuer = raised.seed.issuer
  closing.push(raised.close)
  return raised
}

const [LONG] = [1400]

/** One login with long tokens, as a scenario makes it. */
const sizedAt = async ({ seed, desk }: Raised, proxy?: ProxyWay): Promise<Sized<SizedLogin> | string> => {
  let sized: Sized<SizedLogin> | undefined
  const service: ServiceGiven = proxy === undefined ? {} : { proxy }
  const stage = { age: async () => {}, browser: async () => ({ missing: 'No browser.' }), care: () => free }
  const { result } = await played<object>(
    {
      given: { service, users: ['many-groups'] },
      when: async ({ service }) => {
        sized = await service.sized({ all: [LONG] })
        return {}
      },
    },
    worldOf(seed, { stage: { ...stage, ...(desk ? { desk: () => desk } : {}) } }),
  )
  return sized ?? `${result.verdict}: ${result.reason}`
}

const oneOf = (sized: Sized<SizedLogin> | string): SizedLogin => {
  const one = typeof sized === 'string' ? undefined : sized.each[0]
  if (one === undefined) throw new Error(`nothing was measured: ${sized}`)
  return one
}

const path = 'Path=/; HttpOnly; SameSite=Lax'
/** A cookie of that many bytes, name and value together. */
const cookie = (name: string, bytes: number): string => `${name}=${'c'.repeat(bytes - name.length)}; ${path}`

/** Only for long tokens, so that usual logins work. */
const whenLong =
  (headers: () => ReturnType<Bulk>): Bulk =>
  (length) =>
    length >= LONG - 1 ? headers() : {}

describe('at the limit of browsers', () => {
  test.for([
    { bytes: 4096, outcome: 'signed-in' },
    { bytes: 4097, outcome: 'cookie-dropped' },
  ])('a cookie of $bytes bytes: $outcome', { timeout: LIMIT }, async ({ bytes, outcome }) => {
    const raised = await serviceOf(whenLong(() => ({ 'set-cookie': [cookie('big', bytes)] })))
    const one = oneOf(await sizedAt(raised))
    expect(one).toMatchObject({ outcome, length: LONG })
    expect(one.dropped).toEqual(outcome === 'signed-in' ? [] : [{ name: 'big', characters: bytes }])
    expect(one.longest).toBeGreaterThanOrEqual(LONG - 1)
  })
})

/** `Cookie: s=<uuid>` and three more. */
const COOKIE_LINE = 'Cookie: s='.length + 36

/** Cookies that make a Cookie line of so many bytes. */
const lineOf = (bytes: number): readonly string[] => {
  const left = bytes - COOKIE_LINE - 3 * '; x='.length
  return [cookie('a', 1 + 2700), cookie('b', 1 + 2700), cookie('c', 1 + left - 5400)]
}

test('a service refuses more than it takes, on the page after the login', { timeout: LIMIT }, async () => {
  const cookies = ['a', 'b', 'c', 'd', 'e'].map((name) => cookie(name, 4000))
  const one = oneOf(await sizedAt(await serviceOf(whenLong(() => ({ 'set-cookie': cookies })))))
  expect(one).toMatchObject({ outcome: 'refused-afterwards', status: 431 })
  expect(one.cookieLine).toBe(COOKIE_LINE + 5 * ('; '.length + 4001))
})

const found = nginxHere()
const proxies: readonly { name: string; played: ProxyWish['played']; absent: boolean }[] = [
  { name: 'the model', played: 'model', absent: false },
  { name: 'NGINX itself (left out where it is not installed)', played: 'nginx', absent: 'missing' in found },
]

describe.each(proxies)('behind $name', ({ played: engine, absent }) => {
  test.skipIf(absent)('the head of an answer has to fit', { timeout: LIMIT }, async () => {
    let pad = 1
    const raised = await serviceOf(
      whenLong(() => ({ 'x-pad': 'x'.repeat(pad) })),
      { played: engine },
    )
    const { head = 0 } = oneOf(await sizedAt(raised, 'defaults'))
    pad += 4095 - head
    expect(oneOf(await sizedAt(raised, 'defaults'))).toMatchObject({ outcome: 'signed-in', head: 4095 })
    pad += 2
    expect(oneOf(await sizedAt(raised, 'defaults'))).toMatchObject({
      ...{ outcome: 'refused-at-callback', status: 502, head: 4097 },
      proxySays: 'upstream sent too big header while reading response header from upstream',
    })
    expect(oneOf(await sizedAt(raised, 'guide'))).toMatchObject({ outcome: 'signed-in', head: 4097 })
  })

  test.skipIf(absent)('the cookies of a request have to fit', { timeout: LIMIT }, async () => {
    let bytes = 8190
    const raised = await serviceOf(
      whenLong(() => ({ 'set-cookie': lineOf(bytes) })),
      { played: engine },
    )
    expect(oneOf(await sizedAt(raised, 'guide'))).toMatchObject({ outcome: 'signed-in', cookieLine: 8190 })
    bytes += 1
    expect(oneOf(await sizedAt(raised, 'guide'))).toMatchObject({
      ...{ outcome: 'refused-afterwards', status: 400, cookieLine: 8191 },
      proxySays: 'client sent too long header line',
    })
    expect(oneOf(await sizedAt(raised, 'own'))).toMatchObject({ outcome: 'signed-in', cookieLine: 8191 })
  })
})

test('without a proxy nothing is said of one, but how to get it', { timeout: LIMIT }, async () => {
  expect(await sizedAt(await serviceOf(() => ({})), 'guide')).toBe(
    'skip: Nobody said that "bulky" stands behind a proxy: aai service --proxy puts NGINX before it, and lacks: [proxy] says that there is none.',
  )
})
