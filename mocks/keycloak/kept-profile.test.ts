import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Profile } from '#fixtures/schema/profile.ts'
import { loadProfile } from '../profiles/load.ts'
import { loadDialect } from '../profiles/load-dialect.ts'
import { keptDialect, keptProfile, lineOf } from './kept-profile.ts'
import { keycloakVersion } from './version.ts'

const beta = loadProfile('openaire-beta')

describe('the profile that a published Keycloak keeps', () => {
  let folder = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aai-kept-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** Through a file, as `aai run` reads it. */
  const kept = async (release: string): Promise<Profile> => {
    const file = join(folder, 'profile.json')
    const line = lineOf(keycloakVersion(release))
    const keeping = { base: 'openaire-beta', dialect: './dialect.json', line, origin: 'http://127.0.0.1:8180' }
    await writeFile(file, JSON.stringify(keptProfile(beta, keeping)))
    await writeFile(join(folder, 'dialect.json'), JSON.stringify(keptDialect(line)))
    return loadProfile(file)
  }

  it('is a profile, of that issuer and with the same clients and people', async () => {
    const profile = await kept('22.0.5')
    expect(profile).toMatchObject({
      id: 'openaire-beta-keycloak-22',
      issuer: 'http://127.0.0.1:8180/auth/realms/openaire',
      clients: beta.clients,
      people: beta.people,
    })
  })

  it('speaks the dialect of its line, with the quirks of the release', async () => {
    const { dialect } = await kept('22.0.5')
    expect(dialect).toBe(join(folder, 'dialect.json'))
    const { conditions, quirks } = loadDialect(dialect)
    expect(conditions).toEqual(loadDialect('keycloak-22').conditions)
    expect(quirks).toMatchObject(loadDialect('keycloak-22').quirks)
    expect(quirks['oidc.op.redirect-uri.double-slash']).toContain('normalises')
  })

  it('introspects no more than the access token says, before 23', async () => {
    const { claims } = await kept('22.0.5')
    expect(claims.email?.in).toEqual(['userinfo'])
    expect(claims.voperson_id?.in).toContain('introspection')
    expect((await kept('26.7.3')).claims).toEqual(beta.claims)
  })

  it('offers what the line has, and not what only the federations have', async () => {
    expect((await kept('22.0.5')).offers).not.toContain('refresh-scope')
    const { offers, refresh, lifetimes } = await kept('26.7.3')
    expect(offers).toEqual(expect.arrayContaining(['refresh-scope', 'response-iss']))
    expect(refresh.needsOfflineAccess).toBe(false)
    expect(lifetimes.idToken).toBe(lifetimes.accessToken)
  })

  it('publishes the members of the line and no others', async () => {
    const { members } = (await kept('26.7.3')).discovery
    expect(members).toMatchObject({ authorization_response_iss_parameter_supported: true })
    expect(members.scopes_supported).toEqual(beta.discovery.members.scopes_supported)
    expect((await kept('22.0.5')).discovery.members).not.toHaveProperty('prompt_values_supported')
  })

  it('is the profile of ours that is as if it ran on Keycloak 26, but for its names', async () => {
    const { id, title, issuer, dialect, ...rest } = loadProfile('keycloak-26')
    expect(await kept('26.7.3')).toEqual(expect.objectContaining(rest))
  })

  it('is unknown for a line that nobody looked at', () => {
    expect(() => lineOf(keycloakVersion('24.0.5'))).toThrow(
      'Nothing is recorded of Keycloak 24.0.5: choose a release of the line of 22.0.5 or 26.7.3.',
    )
  })
})
