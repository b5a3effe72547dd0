import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadProfile } from '../profiles/load.ts'
import { type MitreidOptions, startMitreid } from './server.ts'

const legacy = loadProfile('openaire-legacy')

/** A server that answers everything, as the last words of the program that stands for Java. */
const serving = `exec "${process.execPath}" -e "
require('http').createServer((_, answer) => answer.end('{}')).listen($port, '127.0.0.1', () =>
  console.log('INFO: Server startup in [7] milliseconds'))"`

describe('starting MITREid Connect', () => {
  let folder = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aai-server-'))
    vi.stubEnv('JAVA_HOME', folder)
    for (const name of ['bin', 'tomcat/conf']) await mkdir(join(folder, name), { recursive: true })
    await writeFile(
      join(folder, 'tomcat', 'conf', 'web.xml'),
      '<web-app><session-timeout>5</session-timeout></web-app>',
    )
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true, force: true })
  })

  const options = async (script?: string): Promise<MitreidOptions> => {
    const file = join(folder, 'bin', 'java')
    const reading = `for each; do case "$each" in -Dcatalina.base=*) base="\${each#*=}";; esac; done
    port=$(sed -n 's/.*address="127.0.0.1" port="\\([0-9]*\\)".*/\\1/p' "$base/conf/server.xml")`
    if (script !== undefined) await writeFile(file, `#!/bin/sh\n${reading}\n${script}\n`)
    if (script !== undefined) await chmod(file, 0o755)
    const distribution = { tomcat: join(folder, 'tomcat'), webapp: '/w & x', libraries: '/l' }
    return { profile: legacy, distribution, port: 0, log: join(folder, 'mitreid.log') }
  }

  it('resolves when it answers, knows its own address, and closing ends it', async () => {
    const told =
      'echo "base=$base"; cat "$base/conf/server.xml" "$base/conf/web.xml" "$base/overlay/WEB-INF/local-config.xml";'
    const mitreid = await startMitreid(await options(told + serving))
    expect(mitreid.issuer).toBe(`${mitreid.origin}/oidc/`)
    await mitreid.close()
    await mitreid.ended
    const said = await readFile(join(folder, 'mitreid.log'), 'utf8')
    expect(said).toContain(`<property name="issuer" value="${mitreid.issuer}" />`)
    expect(said).toContain('<Context path="/oidc" docBase="/w &amp; x">')
    expect(said).toContain('<session-timeout>30</session-timeout>')
    await expect(access(/base=(.*)/.exec(said)?.[1] ?? '')).rejects.toThrow()
  })

  it('does not take a Tomcat for the application in it', async () => {
    const failing = serving.replace("answer.end('{}')", "{ answer.statusCode = 404; answer.end('') }")
    await expect(startMitreid(await options(failing))).rejects.toThrow(
      /^MITREid Connect 1\.3\.4 did not start within its Tomcat\. The last lines:\n.*startup in/,
    )
  })

  it('asks for Java where there is none', async () => {
    await expect(startMitreid(await options())).rejects.toThrow(
      `MITREid Connect 1.3.4 needs ${join(folder, 'bin', 'java')}, which is not here: install Java 11 or newer, or set JAVA_HOME to one.`,
    )
  })

  it('quotes its last lines when it ends before it is ready', async () => {
    await expect(startMitreid(await options('echo "Address already in use"; exit 1'))).rejects.toThrow(
      'MITREid Connect 1.3.4 ended with status 1 before it was ready. Its last lines:\nAddress already in use',
    )
  })

  it('keeps no issuer that lies elsewhere than directly below its host', async () => {
    const elsewhere = { ...legacy, issuer: 'https://aai.example.org' }
    await expect(startMitreid({ ...(await options()), profile: elsewhere })).rejects.toThrow(
      'is no MITREid Connect: choose a profile whose issuer ends in /<name>/.',
    )
  })
})
