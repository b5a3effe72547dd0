import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keycloakLines } from '#fixtures/keycloak/lines.ts'
import { releaseOf } from '../keycloak/release.ts'
import { targetFiles } from '../real/files.ts'
import { command } from './keycloak.ts'

describe('aai keycloak', () => {
  let folder = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aai-command-'))
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await rm(folder, { recursive: true, force: true })
  })

  it('writes only the realm when that is all one wants, for its owner to read', async () => {
    const said = vi.spyOn(console, 'log').mockReturnValue()
    const file = join(folder, 'realm.json')
    await command.parseAsync(['--realm-only', file, '--release', '26', '--short-lived'], { from: 'user' })
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ realm: 'openaire', accessCodeLifespan: 10 })
    expect((await stat(file)).mode & 0o077).toBe(0)
    expect(said).toHaveBeenCalledWith(`Wrote a realm for Keycloak 26.7.3: kc.sh import --file ${file}`)
  })

  it('takes a line for the release of it that we know', () => {
    expect(releaseOf('22').text).toBe('22.0.5')
    expect(releaseOf('26.0.8').text).toBe('26.0.8')
    expect(() => releaseOf('newest')).toThrow('"newest" is no release of Keycloak')
  })

  it('has every option and writes every file that its page names', async () => {
    const page = await readFile(new URL('../../docs/real-keycloak.md', import.meta.url), 'utf8')
    const ours = page.replace(/`npm run[^`]*`|npx aai run .*/g, '')
    const named = [...ours.matchAll(/(?<![-\w])(--[a-z][a-z-]*)/g)].flatMap(([, option]) => option ?? [])
    const known = command.options.map(({ long }) => long)
    expect(named.filter((option) => option !== '--file' && !known.includes(option))).toEqual([])
    expect(known.filter((option) => option !== '--release' && !page.includes(String(option)))).toEqual([])
    expect(page).toContain(`.aai/keycloak/${targetFiles('keycloak-22').profile}`)
    for (const { major } of keycloakLines) expect(page).toMatch(new RegExp(`\\b${major}\\b`))
  })
})
