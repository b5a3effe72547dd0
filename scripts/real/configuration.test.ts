import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keptDialect, keptProfile, lineOf } from '#mocks/keycloak/kept-profile.ts'
import { keycloakVersion } from '#mocks/keycloak/version.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { readConfiguration } from '#suites/kit/config/read.ts'
import { resolveTargets } from '#suites/kit/config/resolve.ts'
import { configurationFor, environmentFile, joined, type Prepared } from './configuration.ts'
import { type RunFiles, runFiles, writeJson, writeRun } from './files.ts'

const beta = loadProfile('openaire-beta')
const origin = 'http://127.0.0.1:8180'
const issuer = `${origin}/auth/realms/openaire`
const place = { id: 'keycloak-22', title: 'Keycloak', issuer, profile: './profile.json', patience: 90 }

describe('the configuration for a Keycloak of ours', () => {
  let folder = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aai-configuration-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const written = async (prepared: Prepared): Promise<RunFiles> => {
    const files = runFiles(folder, 'keycloak')
    const line = lineOf(keycloakVersion('22.0.5'))
    const kept = keptProfile(beta, { base: 'openaire-beta', dialect: './dialect.json', line, origin })
    await writeJson(join(folder, 'profile.json'), kept)
    await writeJson(join(folder, 'dialect.json'), keptDialect(line))
    await writeRun(files, prepared)
    return files
  }

  it('is one that aai run reads, with every client and user and their secrets from the environment', async () => {
    const prepared = configurationFor(beta, place)
    const configuration = await readConfiguration((await written(prepared)).configuration)
    const [target] = await resolveTargets(configuration, prepared.environment)
    expect(target).toMatchObject({ id: 'keycloak-22', issuer, ownerAgreed: true })
    if (target?.kind !== 'configured') throw new Error('no configured target')
    for (const [role, client] of Object.entries(beta.clients)) {
      expect(target.clients[role]).toMatchObject({ clientId: client.clientId, auth: client.auth })
      expect(target.clients[role]?.secret).toBe(client.secret)
      expect(target.clients[role]?.privateKey).toEqual(client.privateKey)
    }
    expect(target.users.plain?.password).toBe(beta.people.plain?.password)
    expect(Object.keys(target.users)).toEqual(Object.keys(beta.people))
  })

  it('names the other environment, whose secrets have names of their own', async () => {
    const one = configurationFor(beta, { ...place, pair: 'keycloak-22-pair' })
    const other = configurationFor(loadProfile('openaire-production'), { ...place, id: 'keycloak-22-pair' })
    const both = joined([one, other])
    const targets = await resolveTargets(await readConfiguration((await written(both)).configuration), both.environment)
    expect(targets.map(({ id, pair }) => [id, pair])).toEqual([
      ['keycloak-22', 'keycloak-22-pair'],
      ['keycloak-22-pair', undefined],
    ])
    expect(Object.keys(both.environment)).toHaveLength(
      Object.keys(one.environment).length + Object.keys(other.environment).length,
    )
  })

  it('holds no secret itself', async () => {
    const prepared = configurationFor(beta, place)
    const files = await written(prepared)
    const text = await readFile(files.configuration, 'utf8')
    for (const secret of Object.values(prepared.environment)) expect(text).not.toContain(secret)
    expect((await stat(files.environment)).mode & 0o077).toBe(0)
  })

  it('has variables that a shell and Node read alike, odd secrets included', async () => {
    const { environment } = configurationFor(beta, place)
    const file = join(folder, 'keycloak.env')
    await writeFile(file, environmentFile(environment))
    const program = `process.stdout.write(JSON.stringify(process.env))`
    const shell = await promisify(execFile)('sh', [
      '-c',
      `set -a; . ${file}; "$1" -e '${program}'`,
      'sh',
      process.execPath,
    ])
    const node = await promisify(execFile)(process.execPath, [`--env-file=${file}`, '-e', program])
    expect(JSON.parse(shell.stdout)).toMatchObject(environment)
    expect(JSON.parse(node.stdout)).toMatchObject(environment)
    expect(environment.KEYCLOAK_22_WEB_ODD_SECRET_SECRET).toMatch(/[ +%:=&?]/)
  })

  it('asks for another secret where none of the two could read it', () => {
    expect(() => environmentFile({ A: "it's" })).toThrow('A holds a quotation mark or a line break')
  })
})
