import { describe, expect, test } from 'vitest'
import { hasApache } from '#libraries/apache.ts'
import { type Library, libraries } from '#libraries/index.ts'
import type { Verdict } from '#reports/model.ts'
import { libraryTarget } from './configuration.ts'
import { playAt } from './play.ts'

const LIMIT = 300_000

/** One of each kind: what is sent, what comes back, what the ID token says and who signed it, an error. */
const KINDS = [
  'requests.fresh',
  'response.state-other',
  'id-token.aud-other',
  'id-token.nonce-other',
  'id-token.by-another',
  'id-token.none',
  'token.refused',
]

type Verdicts = Readonly<Record<string, Verdict>>

const notSent: Verdicts = { 'response.state-other': 'not-applicable', 'id-token.nonce-other': 'not-applicable' }
/** Left to TLS, as OpenID Connect Core 1.0 section 3.1.3.7 item 6 allows. */
const byTls: Verdicts = { 'id-token.by-another': 'warn' }

/** What is no `pass`, measured; docs/client-libraries.md has all of it. */
const measured: Readonly<Record<string, Verdicts>> = {
  'openid-client': { 'requests.fresh': 'warn', ...notSent, ...byTls },
  'openid-client-careful': {},
  oauth4webapi: { 'requests.fresh': 'warn', ...notSent, ...byTls },
  'oauth4webapi-careful': {},
  'passport-openidconnect': {
    ...{ 'requests.fresh': 'warn', 'id-token.nonce-other': 'not-applicable', 'id-token.none': 'fail' },
    ...byTls,
  },
  // Its state says where to go on, and is always the same.
  'express-openid-connect': { 'requests.fresh': 'warn', ...byTls },
  'auth-js': { 'requests.fresh': 'warn', ...notSent, ...byTls },
  'oidc-client-ts': {
    ...{ 'requests.fresh': 'warn', 'id-token.nonce-other': 'not-applicable' },
    ...{ 'id-token.aud-other': 'fail', 'id-token.none': 'fail' },
    ...byTls,
  },
  'keycloak-js': { 'id-token.aud-other': 'fail', 'id-token.none': 'fail', ...byTls },
  mod_auth_openidc: { 'requests.fresh': 'warn' },
}

const verdictsAt = async (library: Library, kinds: readonly string[]): Promise<Verdicts> => {
  const results = await playAt(
    { software: library, target: () => libraryTarget(library) },
    { clock: Date.now, scenarios: kinds.map((kind) => `oidc.rp.${kind}`) },
  )
  return Object.fromEntries(results.map(({ id, verdict }) => [id.replace('oidc.rp.', ''), verdict]))
}

const isHere = ({ from }: Library): boolean => from === 'npm' || hasApache()

describe('what services with real libraries let in', () => {
  for (const library of libraries.filter(({ id }) => id in measured)) {
    test.skipIf(!isHere(library))(library.id, { timeout: LIMIT }, async () => {
      const verdicts = await verdictsAt(library, KINDS)
      expect(Object.keys(verdicts).toSorted()).toEqual(KINDS.toSorted())
      expect(Object.fromEntries(Object.entries(verdicts).filter(([, verdict]) => verdict !== 'pass'))).toEqual(
        measured[library.id],
      )
    })
  }
})

/** Left to TLS in the code flow, unless the service asks for more. */
const SIGNATURES = [
  ...['alg-kept', 'alg-other', 'broken', 'by-another', 'hmac-of-secret', 'kid-made-up', 'kid-missing', 'unknown-kid'],
  ...['jku-brought', 'jwk-brought', 'x5c-brought', 'x5u-brought', 'more-after'],
]
/** Not looked at: a service may do it, or live with it. */
const CLAIMS = ['at-hash-wrong', 'azp-other', 'iat-to-come', 'typ-other']

describe('of all that can be wrong with an ID token', () => {
  test.for([
    { id: 'openid-client-careful', failed: ['aud-foreign-second'], remarked: CLAIMS },
    {
      id: 'openid-client',
      failed: ['aud-foreign-second', 'hmac-of-public-jwk', 'hmac-of-public-key'],
      remarked: [...CLAIMS, ...SIGNATURES],
    },
  ])('$id lets in', { timeout: LIMIT }, async ({ id, failed, remarked }) => {
    const [library] = libraries.filter((each) => each.id === id)
    const verdicts = library ? await verdictsAt(library, ['id-token']) : {}
    const having = (wanted: Verdict) =>
      Object.entries(verdicts).flatMap(([name, verdict]) => (verdict === wanted ? name.replace('id-token.', '') : []))
    expect(having('fail').toSorted()).toEqual(failed.toSorted())
    expect(having('warn').toSorted()).toEqual(remarked.toSorted())
    expect(having('skip')).toEqual([])
    expect(having('pass').length).toBeGreaterThan(30)
  })
})
