import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { clients } from '#fixtures/schema/client.ts'
import { type Answer, dialect, dialectFile } from '#fixtures/schema/dialect.ts'
import { people } from '#fixtures/schema/person.ts'
import { profile } from '#fixtures/schema/profile.ts'
import { disagreements } from './agreement.ts'
import { loadProfile, profileNames } from './load.ts'
import { dialectNames, loadDialect } from './load-dialect.ts'

const fixtures = new URL('../../fixtures/', import.meta.url)
const files = ['profiles', 'dialects', 'clients', 'people'].flatMap((folder) =>
  readdirSync(new URL(folder, fixtures))
    .filter((name) => name.endsWith('.json'))
    .map((name) => new URL(`${folder}/${name}`, fixtures)),
)
const json = (file: URL) => JSON.parse(readFileSync(file, 'utf8'))

test.for(files)('%s names a schema that is there, and holds no member twice', (file) => {
  expect(existsSync(fileURLToPath(new URL(json(file).$schema, file)))).toBe(true)
  // JSON.parse keeps the last of two members, so a repeated one would be shorter when written again.
  const members = (text: string) => text.match(/"(?:[^"\\]|\\.)*"\s*:/g)?.length
  expect(members(readFileSync(file, 'utf8'))).toBe(members(JSON.stringify(json(file))))
})

describe.for(profileNames())('the profile %s', (name) => {
  const loaded = loadProfile(name)

  // Ours are loaded without zod, which would have filled defaults in.
  test('is valid and states every default', () => {
    expect(profile.parse(loaded)).toEqual(loaded)
    expect(loaded.id).toBe(name)
  })

  test('agrees with itself', () => {
    expect(disagreements(loaded)).toEqual([])
  })

  test('has a dialect, and the roles that scenarios ask for unless they say otherwise', () => {
    expect(dialectNames()).toContain(loaded.dialect)
    expect(Object.keys(loaded.clients)).toContain('web')
    expect(Object.keys(loaded.people)).toContain('plain')
  })

  // Published software announces its own list.
  test.skipIf(loaded.environment === 'other')('announces no scope and no claim that it does not have', () => {
    const { scopes_supported: scopes = [], claims_supported: claims = [] } = loaded.discovery.members
    for (const scope of scopes as string[]) expect(Object.keys(loaded.scopes)).toContain(scope)
    for (const claim of claims as string[])
      expect([...Object.keys(loaded.claims), 'sub', 'acr', 'iss', 'aud', 'auth_time', 'iat', 'exp']).toContain(claim)
  })
})

describe('OpenAIRE BETA and production', () => {
  const [beta, production] = [loadProfile('openaire-beta'), loadProfile('openaire-production')]

  test('have the same roles', () => {
    expect(Object.keys(beta.clients)).toEqual(Object.keys(production.clients))
    expect(Object.keys(beta.people)).toEqual(Object.keys(production.people))
  })

  test('share no client, no secret, no key and no user', () => {
    const values = (loaded: typeof beta) => [
      ...Object.values(loaded.clients).flatMap(({ clientId, secret, privateKey }) => [clientId, secret, privateKey?.n]),
      ...Object.values(loaded.people).flatMap(({ username, password, uniqueId }) => [username, password, uniqueId]),
    ]
    const inProduction = new Set<unknown>(values(production).filter((value) => value !== undefined))
    expect(inProduction.size).toBeGreaterThan(50)
    expect(values(beta).filter((value) => inProduction.has(value))).toEqual([])
  })

  test('differ in nothing else but name and issuer', () => {
    const {
      clients: _c,
      people: _p,
      id: _i,
      title: _t,
      environment: _e,
      issuer: _is,
      predecessor,
      saml,
      ...rest
    } = beta
    for (const [member, value] of Object.entries(rest)) expect(production).toHaveProperty(member, value)
    const { issuer: _iss, ended: _end, ...before } = predecessor ?? {}
    expect(production.predecessor).toMatchObject(before)
    const { entityId, otherEnvironment, ...alike } = saml ?? {}
    expect(production.saml).toEqual({ ...alike, entityId: otherEnvironment, otherEnvironment: entityId })
  })

  test('sign refresh tokens as their dialect does', () => {
    expect(production.tokens.refreshToken.alg).toBe(loadDialect(production.dialect).switches.refreshAlg)
  })
})

const complete: Readonly<Record<Answer['as'], (answer: Answer) => boolean>> = {
  page: ({ status, description }) => status !== undefined && description !== undefined,
  'page-again': ({ status, description }) => status === 200 && description !== undefined,
  redirect: ({ status, error }) => status === undefined && error !== undefined,
  json: ({ status, error, members }) => status !== undefined && (error ?? members) !== undefined,
  bearer: ({ status }) => status !== undefined,
  empty: ({ status, error, description }) => status !== undefined && error === undefined && description === undefined,
}

describe.for(dialectNames())('the dialect %s', (name) => {
  const loaded = loadDialect(name)

  test('is valid, as written and as loaded', () => {
    const { $schema: _schema, ...own } = json(new URL(`dialects/${name}.json`, fixtures))
    expect(dialectFile.parse(own)).toEqual(own)
    expect(dialect.parse(loaded)).toEqual(loaded)
    expect(loaded.id).toBe(name)
  })

  test.for(Object.entries(loaded.conditions))('says all it must about %s', ([, answer]) => {
    expect(complete[answer.as](answer)).toBe(true)
  })
})

test('Keycloak 26 keeps what it does not change of Keycloak 22', () => {
  const [older, newer] = [loadDialect('keycloak-22'), loadDialect('keycloak-26')]
  expect(newer.conditions['code.spent']).toEqual(older.conditions['code.spent'])
  expect(newer.texts['consent.question']).toBe(older.texts['consent.question'])
  expect(older.conditions['pkce.verifier-unexpected']).toBeUndefined()
  expect(newer.switches).toMatchObject({ issInResponse: true, verifierWithoutChallenge: 'refuse', tokenExchange: 'v2' })
})

describe('our test users', () => {
  const { people: users } = loadProfile('openaire-beta')
  const entitlement = /^urn:[a-z0-9][a-z0-9-]{0,31}:[^#]+:group:[^#]+#[^#]+$/

  test.for(Object.entries(users))('%s has attributes of the right form', ([, user]) => {
    people.parse({ user })
    const { eduperson_entitlement: groups = [], voperson_external_affiliation: affiliations = [] } = user.attributes
    for (const group of groups as string[]) expect(group).toMatch(entitlement)
    for (const affiliation of affiliations as string[]) expect(affiliation).toMatch(/^[a-z]+@[a-z0-9.-]+$/)
    expect(user.uniqueId).toMatch(/^[0-9a-f]{64}$/)
  })

  // ISO/IEC 7064 MOD 11-2.
  test('the ORCID iD has a right check digit', () => {
    const digits = String(users.orcid?.attributes.orcid).replace('https://orcid.org/', '').replaceAll('-', '')
    const total = [...digits.slice(0, -1)].reduce((sum, digit) => (sum + Number(digit)) * 2, 0)
    expect((total + (digits.at(-1) === 'X' ? 10 : Number(digits.at(-1)))) % 11).toBe(1)
  })

  test('are what their roles say', () => {
    expect(users.twin?.attributes.email).toBe(users.plain?.attributes.email)
    expect(users['many-groups']?.attributes.eduperson_entitlement).toHaveLength(200)
    expect(users.minimal?.attributes).not.toHaveProperty('eduperson_entitlement')
    expect(users['no-mail-verified']?.attributes.email_verified).toBe(false)
    expect(String(users['non-ascii']?.attributes.name)).toMatch(/\P{ASCII}/u)
  })
})

test('clients of ours are registered for the flows their roles are named after', () => {
  const registered = clients.parse(loadProfile('openaire-production').clients)
  expect(registered).toMatchObject({
    'web-post': { auth: 'client_secret_post' },
    'web-secret-jwt': { auth: 'client_secret_jwt' },
    'web-private-key': { auth: 'private_key_jwt', privateKey: { kty: 'RSA', alg: 'RS256' } },
    pkce: { pkce: 'S256' },
    'pkce-plain': { pkce: 'plain' },
    public: { auth: 'none', pkce: 'S256' },
    'public-refresh': { auth: 'none', refreshTokens: true },
    consent: { consent: true },
    limited: { scopes: ['openid'] },
    service: { grants: ['client-credentials'] },
    'device-pkce': { auth: 'none', pkce: 'S256' },
  })
  expect(registered['public-open']).not.toHaveProperty('pkce')
})

describe('OpenAIRE before Keycloak', () => {
  const [legacy, production] = [loadProfile('openaire-legacy'), loadProfile('openaire-production')]

  test('has the roles of its successor', () => {
    expect(Object.keys(legacy.clients)).toEqual(Object.keys(production.clients))
    expect(Object.keys(legacy.people)).toEqual(Object.keys(production.people))
  })

  test('shares clients and their secrets with it, for they were moved', () => {
    for (const [role, { clientId, secret, auth, grants }] of Object.entries(legacy.clients)) {
      expect(production.clients[role]).toMatchObject({ clientId, auth, grants, ...(secret ? { secret } : {}) })
    }
  })

  test('knows the same people by the same subjects, which outlived it, and by other passwords', () => {
    expect(production.subject.scopes[0]).toBe(legacy.subject.scopes[0])
    for (const [role, { username, password, uniqueId }] of Object.entries(legacy.people)) {
      expect(production.people[role]).toMatchObject({ username, uniqueId })
      expect(production.people[role]?.password).not.toBe(password)
    }
  })
})
