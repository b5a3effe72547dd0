import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { preset as schema } from '#fixtures/schema/preset.ts'
import { presetNames, resolvePreset } from '#suites/kit/config/preset.ts'
import { aaiAmong } from './testing/aai.ts'

const LIMIT = 120_000

const stored = (name: string): string =>
  readFileSync(new URL(`../../fixtures/presets/${name}.json`, import.meta.url), 'utf8')

const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'aai-preset-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Somebody's own copy of the example client, configured for elsewhere. */
const ownCopy = (): string => {
  const folder = join(scratch(), 'mine')
  cpSync(fileURLToPath(new URL('./testing/example-client', import.meta.url)), folder, { recursive: true })
  writeFileSync(join(folder, 'config.php'), '<?php\n$issuer = "https://aai.openaire.eu/oidc/";\n')
  return folder
}

const contents = (folder: string) =>
  Object.fromEntries(
    globSync('**/*.php', { cwd: folder })
      .toSorted()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  )

const lacking = (modules: readonly string[]): string | undefined => {
  const { status, stdout } = spawnSync('php', ['-m'], { encoding: 'utf8' })
  if (status !== 0) return 'php'
  return modules.find((name) => !stdout.toLowerCase().split('\n').includes(name))
}

const ids = readFileSync(new URL('../../suites/ids.lock', import.meta.url), 'utf8').split('\n')

test.for(presetNames())('%s is as a preset has to be, and knows scenarios that there are', (name) => {
  const { known } = schema.parse(JSON.parse(stored(name)))
  expect(Object.keys(known).filter((id) => !ids.includes(id))).toEqual([])
})

test.for(presetNames())('%s is a service that can be resolved, whatever runs it', async (name) => {
  const path = scratch()
  const { program, folder, requires } = schema.parse(JSON.parse(stored(name)))
  writeFileSync(join(path, program.name), RUNS, { mode: 0o755 })
  for (const each of requires) mkdirSync(join(path, 'mine', each.path), { recursive: true })
  const dir = folder === undefined ? {} : { dir: join(path, 'mine') }
  const target = await resolvePreset({ preset: name, ...dir }, { PATH: path })
  onTestFinished(() =>
    rmSync(String(target.kind === 'embedded' && typeof target.service === 'object' && target.service.start?.cwd), {
      recursive: true,
      force: true,
    }),
  )
  expect(target).toMatchObject({ id: name, service: { login: expect.stringMatching(/^http:\/\/localhost:\d+\//) } })
  expect(JSON.stringify(target)).not.toMatch(/\{(home|origin|port|issuer_server|realm)\}/)
})

const RUNS = '#!/bin/sh\nexit 0\n'

const NEEDS = 'needs php-cli, php-curl and php-xml'

test(`a copy of the example client is played at, and left as it is (${NEEDS})`, { timeout: LIMIT }, async ({
  skip,
}) => {
  const missing = lacking(['curl', 'dom', 'session'])
  skip(missing !== undefined, `There is no ${missing} here: ${NEEDS}.`)
  const folder = ownCopy()
  const before = contents(folder)
  const scenarios =
    'oidc.rp.response.state-other,oidc.rp.id-token.nonce-other,oidc.rp.id-token.nonce-missing,oidc.rp.userinfo.sub-other'
  const asked = ['--preset', 'simple-oidc-client-php', '--dir', folder, '-s', scenarios]
  const run = await aaiAmong({ command: 'service' }, ...asked)
  onTestFinished(run.remove)
  const { stderr } = await run.ended
  expect(stderr).not.toContain('aai:')
  const { targets, scenarios: played } = await run.result()
  const verdicts = Object.fromEntries(played.map(({ id, verdict }) => [id, verdict]))
  expect(targets).toMatchObject([{ id: 'simple-oidc-client-php', kind: 'configured', plays: 'rp' }])
  expect(verdicts).toMatchObject({
    'oidc.rp.response.state-other': 'pass',
    'oidc.rp.id-token.nonce-other': 'pass',
    'oidc.rp.id-token.nonce-missing': 'pass',
    // Known of the original, so a warning, which the stand-in deserves as well.
    'oidc.rp.userinfo.sub-other': 'warn',
  })
  expect(contents(folder)).toEqual(before)
})

test('nothing of a run stays behind', { timeout: LIMIT }, async ({ skip }) => {
  const missing = lacking(['curl', 'dom', 'session'])
  skip(missing !== undefined, `There is no ${missing} here: ${NEEDS}.`)
  const temporary = scratch()
  const asked = ['--preset', 'simple-oidc-client-php', '--dir', ownCopy(), '-s', 'oidc.rp.response.state-other']
  const run = await aaiAmong({ command: 'service', environment: { TMPDIR: temporary } }, ...asked)
  onTestFinished(run.remove)
  expect((await run.ended).code).toBe(0)
  expect(readdirSync(temporary).filter((name) => name.startsWith('aai-'))).toEqual([])
})

test.for([
  {
    what: 'another name',
    asked: { preset: 'simple-oidc' },
    says: /no preset "simple-oidc": there are .*simple-oidc-client-php/,
  },
  {
    what: 'no program',
    asked: { preset: 'simple-oidc-client-php' },
    PATH: '/nowhere',
    says: /runs php, which is not on the PATH: install php-cli/,
  },
  {
    what: 'a program without what it needs',
    asked: { preset: 'simple-oidc-client-php' },
    runs: '#!/bin/sh\nexit 1\n',
    says: /runs php, which lacks something: install php-cli, php-curl and php-xml/,
  },
  {
    what: 'no folder',
    asked: { preset: 'simple-oidc-client-php' },
    says: /runs a copy of yours: name its folder by --dir/,
  },
  {
    what: 'a folder that is missing',
    asked: { preset: 'simple-oidc-client-php', dir: '/no/where' },
    says: /There is no folder \/no\/where/,
  },
  {
    what: 'a folder of something else',
    asked: { preset: 'simple-oidc-client-php', dir: '/' },
    says: /\/ has no auth\.php: name the folder/,
  },
])('$what is told in one sentence', async ({ asked, PATH, runs, says }) => {
  const path = scratch()
  writeFileSync(join(path, 'php'), runs ?? RUNS, { mode: 0o755 })
  await expect(resolvePreset(asked, { PATH: PATH ?? path })).rejects.toThrow(says)
})
