import { expect, test } from 'vitest'
import type { ProxyCall } from '#mocks/connect-proxy/index.ts'
import type { RecordedRequest } from '#mocks/op/index.ts'
import { seedAt } from '../testing/seed.ts'
import { elsewhereOf } from './service-elsewhere.ts'
import type { Session } from './session.ts'

const request = (path: string) => ({ url: `https://aai.example.org${path}` }) as RecordedRequest

const OLD = { authorization: '/oidc/authorize', userinfo: '/oidc/userinfo' }

interface Sent {
  readonly named?: readonly string[]
  readonly unnamed?: readonly string[]
  readonly calls?: readonly string[]
  /** Of the issuer before. */
  readonly before?: string
}

const elsewhere = async ({ named = [], unnamed = [], calls, before = 'https://aai.example.org/oidc/' }: Sent) => {
  const target = await seedAt('https://aai.example.org')
  const predecessor = { issuer: before, discovery: '.well-known/openid-configuration', endpoints: OLD }
  const desk = {
    requests: async () => named.map(request),
    unnamed: async () => unnamed.map(request),
    calls: async () => calls?.map((to): ProxyCall => ({ to, refused: true })),
  }
  const session = { target: { ...target, profile: { ...target.profile, predecessor } }, desk }
  return elsewhereOf(session as unknown as Session)({ name: 'login' })
}

test('endpoints of old are named by what they were for, in a login and beside it', async () => {
  const named = ['/auth', '/oidc/userinfo?access_token=x', '/oidc/userinfo/', '/oidc/jwk']
  const unnamed = ['/oidc/.well-known/openid-configuration', '/jwks', '/oidcish']
  expect(await elsewhere({ named, unnamed })).toEqual({
    old: [
      ...['userinfo at /oidc/userinfo', 'userinfo at /oidc/userinfo/', 'something at /oidc/jwk'],
      'discovery at /oidc/.well-known/openid-configuration',
    ],
    oldHosts: [],
  })
})

test('hosts are told where somebody saw them, those of the issuer before by name', async () => {
  const calls = ['aai.example.org:443', 'statistics.example:443', 'old.example.org:443', 'statistics.example:443']
  expect(await elsewhere({ calls })).toEqual({
    ...{ old: [], oldHosts: [] },
    hosts: ['old.example.org:443', 'statistics.example:443'],
  })
  const { oldHosts } = await elsewhere({ calls, before: 'https://old.example.org/' })
  expect(oldHosts).toEqual(['old.example.org:443'])
})
