import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { initRegistration } from './registration.ts'

test('a registration is written once, and never over another', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-init-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'service.yaml')
  expect(await initRegistration(file)).toContain('npx aai lint')
  expect(await readFile(file, 'utf8')).toMatch(
    /^# yaml-language-server: \$schema=file:\/\/\/\S+\/registration\.schema\.json\n/,
  )
  await expect(initRegistration(file)).rejects.toThrow('already')
})

test('the schema is found from the file, wherever the project is checked out', async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const file = join(root, `service-${process.pid}.yaml`)
  onTestFinished(() => rm(file))
  await initRegistration(file)
  expect((await readFile(file, 'utf8')).split('\n', 1)).toEqual([
    '# yaml-language-server: $schema=./fixtures/schemas/registration.schema.json',
  ])
})
