import { once } from 'node:events'
import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadProfile } from '../profiles/load.ts'
import { ConfigurationError } from '../wire/configuration-error.ts'
import { realmOf } from './realm.ts'
import { type KeycloakOptions, startKeycloak } from './server.ts'
import { type KeycloakVersion, keycloakVersion } from './version.ts'

const v22 = keycloakVersion('22.0.5')
const v26 = keycloakVersion('26.7.3')

describe('starting Keycloak', () => {
  let distribution = ''
  let waiting = ''
  let asked: string[] = []
  let server = createServer()

  // Stands for what the script says is listening.
  beforeEach(async () => {
    distribution = await mkdtemp(join(tmpdir(), 'aai-server-'))
    asked = []
    server = createServer(({ method, url }, response) => {
      asked.push(`${method} ${url}`)
      response.end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    waiting = `echo "x started in 1s. Listening on: ${origin()}"; exec sleep 600`
  })
  afterEach(async () => {
    server.close()
    await rm(distribution, { recursive: true, force: true })
  })

  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const options = async (script: string, version: KeycloakVersion = v22): Promise<KeycloakOptions> => {
    const file = join(distribution, 'bin', 'kc.sh')
    await mkdir(join(distribution, 'bin'), { recursive: true })
    await writeFile(file, `#!/bin/sh\n${script}\n`)
    await chmod(file, 0o755)
    const realm = realmOf(loadProfile('openaire-beta'), version)
    return { distribution, version, realm, relativePath: '/auth', port: 0, log: join(distribution, 'keycloak.log') }
  }

  it('resolves when it listens, with the realm in its import folder, and closing ends it', async () => {
    const ready = `home=$(dirname "$0")/..; ls "$home/data/import"; echo "home=$home" >&2; ${waiting}`
    const keycloak = await startKeycloak(await options(ready))
    expect(keycloak.origin).toBe(origin())
    await keycloak.close()
    await keycloak.ended
    const said = await readFile(join(distribution, 'keycloak.log'), 'utf8')
    expect(said).toContain('openaire-realm.json')
    await expect(access(/home=(.*)/.exec(said)?.[1] ?? '')).rejects.toThrow()
  })

  it('has answered once at each place where a run begins', async () => {
    const keycloak = await startKeycloak(await options(waiting))
    await keycloak.close()
    expect(asked.slice(0, 3)).toEqual([
      'GET /auth/realms/openaire/.well-known/openid-configuration',
      'POST /auth/realms/openaire/protocol/openid-connect/token',
      'GET /auth/realms/openaire/protocol/openid-connect/auth',
    ])
  })

  it('asks for the exchange of tokens where it is no standard yet', async () => {
    const said = async (version: KeycloakVersion): Promise<string> => {
      const keycloak = await startKeycloak(await options(`echo "$@"; ${waiting}`, version))
      await keycloak.close()
      return readFile(join(distribution, 'keycloak.log'), 'utf8')
    }
    expect(await said(v22)).toContain(
      '--http-relative-path=/auth --import-realm --features=token-exchange,admin-fine-grained-authz',
    )
    expect(await said(v26)).not.toContain('--features')
  })

  it('names the administrator as the release wants it', async () => {
    const admin = { username: 'root', password: 'only-here' }
    const said = async (version: KeycloakVersion): Promise<string> => {
      const script = `echo "$KEYCLOAK_ADMIN/$KC_BOOTSTRAP_ADMIN_USERNAME"; ${waiting}`
      const keycloak = await startKeycloak({ ...(await options(script, version)), admin })
      await keycloak.close()
      return (await readFile(join(distribution, 'keycloak.log'), 'utf8')).split('\n')[0] ?? ''
    }
    expect(await said(v22)).toBe('root/')
    expect(await said(v26)).toBe('/root')
  })

  it('ends on request before it is ready', async () => {
    const stop = new AbortController()
    const starting = startKeycloak({ ...(await options('exec sleep 600')), signal: stop.signal })
    const outcome = expect(starting).rejects.toThrow('Keycloak 22.0.5 ended with status null before it was ready')
    // Once its log exists the process does: both are made in one breath.
    await vi.waitFor(() => access(join(distribution, 'keycloak.log')))
    stop.abort()
    await outcome
  })

  it('is refused at once where the port is taken', async () => {
    const { port } = server.address() as AddressInfo
    await expect(startKeycloak({ ...(await options(waiting)), port })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is taken`,
    )
  })

  it('asks for Java where that is missing or too old', async () => {
    const old = 'echo "java.lang.UnsupportedClassVersionError: io/quarkus/Main" >&2; exit 1'
    const none = 'echo "bin/kc.sh: line 167: java: command not found" >&2; exit 127'
    for (const script of [old, none]) {
      const outcome = startKeycloak(await options(script))
      await expect(outcome).rejects.toThrow('Keycloak 22.0.5 does not run with the Java that is here, or is not')
      await expect(outcome).rejects.toThrow(ConfigurationError)
    }
  })

  it('quotes its last lines when it ends before it is ready', async () => {
    const failing = 'echo one; echo "ERROR: Port 8180 seems to be in use" >&2; exit 3'
    await expect(startKeycloak(await options(failing))).rejects.toThrow(
      /^Keycloak 22\.0\.5 ended with status 3 before it was ready\. Its last lines:\n[\s\S]*Port 8180 seems to be in use/,
    )
  })
})
