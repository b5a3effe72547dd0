import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { env } from '#suites/kit/config/define.ts'
import { ownSps } from '#suites/kit/targets/own-sps.ts'
import { runSpMetadata } from './run.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-sp-metadata-'))
  const { sp } = await ownSps()
  await writeFile(join(folder, 'sp.key'), sp?.key ?? '')
  await writeFile(join(folder, 'sp.crt'), sp?.certificate ?? '')
  const registered = {
    entityId: 'https://portal.example/saml',
    acs: ['https://portal.example/acs', 'https://portal.example/acs/two'],
    key: 'sp.key',
    certificate: 'sp.crt',
  }
  const users = { plain: { username: 'ada', password: env('NOT_AT_HAND_YET') } }
  const idp = { kind: 'idp', metadata: 'https://idp.example/metadata', sps: { sp: registered }, users }
  await writeFile(join(folder, 'aai.config.json'), JSON.stringify({ targets: { idp } }))
})
afterAll(() => rm(folder, { recursive: true }))

test('the metadata of a service hold what its operator has to register', async () => {
  const xml = await runSpMetadata('idp', { sp: 'sp' }, {}, folder)
  expect(xml).toContain('entityID="https://portal.example/saml"')
  expect(xml).toContain('AuthnRequestsSigned="true"')
  expect(xml).toContain('Location="https://portal.example/acs/two" index="1"')
  expect(xml).toContain('<ds:X509Certificate>MII')
  expect(xml).not.toContain('PRIVATE')
})

test('what is not configured is said', async () => {
  await expect(runSpMetadata('other', { sp: 'sp' }, {}, folder)).rejects.toThrow('there is no target other')
  await expect(runSpMetadata('idp', { sp: 'two' }, {}, folder)).rejects.toThrow('idp has no sps.two')
})
