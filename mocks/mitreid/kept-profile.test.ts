import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadProfile } from '../profiles/load.ts'
import { loadDialect } from '../profiles/load-dialect.ts'
import { keptDialect, keptPeople, keptProfile } from './kept-profile.ts'

test('a published MITREid keeps the clients and people of a profile, and none of what a federation had added', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-kept-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const legacy = loadProfile('openaire-legacy')
  const issuer = 'http://127.0.0.1:8380/oidc/'
  const kept = keptProfile(legacy, { base: 'openaire-legacy', dialect: './dialect.json', issuer })
  await writeFile(join(folder, 'profile.json'), JSON.stringify(kept))
  await writeFile(join(folder, 'dialect.json'), JSON.stringify(keptDialect()))
  const profile = loadProfile(join(folder, 'profile.json'))
  expect(profile).toMatchObject({ id: 'openaire-legacy-mitreid', issuer })
  expect(profile.offers).not.toContain('token-exchange')
  expect(profile.endpoints.legacyLogout).toBeUndefined()
  expect(Object.keys(profile.clients)).toEqual(Object.keys(legacy.clients))
  expect(profile.clients.web).toEqual(legacy.clients.web)
  expect(profile.people).toEqual(keptPeople(legacy))
  expect(profile.claims).not.toHaveProperty('eduperson_entitlement')
  expect(profile.scopes.profile?.claims).toContain('preferred_username')
  expect(profile.discovery.members.claims_supported).toContain('zoneinfo')
  expect(loadDialect(profile.dialect)).toMatchObject({ machine: 'mitreid', id: 'mitreid-1-3-4' })
})
