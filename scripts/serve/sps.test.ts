import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AskingSp, askingSp } from '#mocks/idp/testing/asking.ts'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { introduction } from './introduction.ts'
import { registerSps } from './sps.ts'

let provider: RunningProvider
let sp: AskingSp
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-sps-'))
  ;[provider, sp] = await Promise.all([startProvider({ profile: 'openaire-beta' }), askingSp('one')])
})
afterAll(() => Promise.all([provider.close(), rm(folder, { recursive: true })]))

test('a service is registered by the file of its metadata, or by their address, and there is a page for more', async () => {
  const file = join(folder, 'sp.xml')
  await writeFile(file, sp.text)
  await registerSps(provider, [file])
  expect(provider.saml.serviceProviders()).toEqual([sp.metadata.entityId])
  provider.saml.removeServiceProvider(sp.metadata.entityId)
  provider.pageAt('/there', async () => ({ status: 200, headers: [], body: sp.text }))
  await registerSps(provider, [`${provider.origin}/there`])
  expect(await (await fetch(`${provider.origin}/sp`)).text()).toContain(sp.metadata.entityId)
  const lines = introduction(provider, { added: [] })
  expect(lines).toContain(`metadata   ${provider.saml.metadataUrl}`)
  expect(lines).toContain(`services   ${sp.metadata.entityId}`)
})

test.for([
  ['a file that is not there', () => join(folder, 'nothing.xml'), /nothing\.xml: there is no such file/],
  ['an address that answers otherwise', () => `${provider.origin}/nowhere`, /nowhere cannot be had \(it answers 404\)/],
  ['metadata of nobody', () => provider.saml.metadataUrl, /--sp http.*describes 0 service providers/],
] as const)('what cannot be read is told in a sentence: %s', async ([, source, says]) => {
  await expect(registerSps(provider, [source()])).rejects.toThrow(says)
})
