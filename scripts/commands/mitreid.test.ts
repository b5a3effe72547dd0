import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { runFiles, targetFiles } from '../real/files.ts'
import { command } from './mitreid.ts'

it('has every option and writes every file that its page names', async () => {
  const page = await readFile(new URL('../../docs/real-mitreid.md', import.meta.url), 'utf8')
  const ours = page.replace(/`npm run[^`]*`|npx aai run .*/g, '')
  const named = [...ours.matchAll(/(?<![-\w])(--[a-z][a-z-]*)/g)].flatMap(([, option]) => option ?? [])
  const known = command.options.map(({ long }) => String(long))
  expect(named.filter((option) => !known.includes(option))).toEqual([])
  expect(known.filter((option) => !page.includes(option))).toEqual([])
  expect(page).toContain(`.aai/mitreid/${targetFiles('mitreid').profile}`)
  expect(page).toContain(runFiles(join('.aai', 'mitreid'), 'mitreid').environment)
})

it('refuses a profile that no MITREid could keep, before it fetches anything', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-command-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const said = vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => said.mockRestore())
  const asked = command.parseAsync(['--profile', 'openaire-beta', '--dir', folder], { from: 'user' })
  await expect(asked).rejects.toThrow('is no MITREid Connect: choose a profile whose issuer ends in /<name>/.')
  expect(said).not.toHaveBeenCalled()
})
