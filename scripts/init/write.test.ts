import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ServiceEntry } from '#suites/kit/config/schema-service.ts'
import { configurationIn, writeWhole } from './write.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-init-'))
})
afterEach(() => rm(folder, { recursive: true }))

const entry: ServiceEntry = {
  ...{ kind: 'service', profile: 'openaire-beta' },
  client: { clientId: 'portal', redirectUri: 'http://localhost:8080/callback' },
  login: 'http://localhost:8080/login',
  whoami: { url: 'http://localhost:8080/me', user: '/sub' },
  start: { command: 'npm start', environment: { ISSUER: '{issuer}' } },
}

const NEW = `# Services of ours, for npx aai service: docs/services.md of aai-conformance names every member.

targets:
  portal:
    kind: service
    profile: openaire-beta
    client:
      clientId: portal
      redirectUri: http://localhost:8080/callback # as it asks for
    login: http://localhost:8080/login
    whoami: { url: http://localhost:8080/me, user: /sub }
    start:
      command: npm start
      environment:
        # filled in
        ISSUER: "{issuer}"
`

const REMARKS = { 'client.redirectUri': 'as it asks for', 'start.environment': 'filled in' }

const added = async () => {
  const { name, ids, withTarget } = await configurationIn(folder)
  await writeWhole(folder, name, withTarget('portal', entry, REMARKS))
  return { name, ids, text: await readFile(join(folder, name), 'utf8') }
}

test('where there is no configuration one is written, and nothing beside it', async () => {
  expect(await added()).toEqual({ name: 'aai.config.yaml', ids: [], text: NEW })
  expect(await readdir(folder)).toEqual(['aai.config.yaml'])
})

test('what stands there stays, comments and all', async () => {
  const before = `# Ours\ntargets:\n  # The old one\n  beta: # here\n    kind: provider\n    clients: { web: { clientId: "x" } }\n`
  await writeFile(join(folder, 'aai.config.yml'), before)
  const { name, ids, text } = await added()
  expect([name, ids]).toEqual(['aai.config.yml', ['beta']])
  expect(text.startsWith(before)).toBe(true)
  expect(text.slice(before.length)).toBe(NEW.slice(NEW.indexOf('  portal')))
})

test('JSON stays JSON', async () => {
  await writeFile(join(folder, 'aai.config.json'), '{ "targets": {} }')
  expect(JSON.parse((await added()).text)).toEqual({ targets: { portal: entry } })
})

test.for([
  { name: 'aai.config.ts', text: 'export default {}', says: /aai\.config\.ts is a program, which nothing is added to/ },
  { name: 'aai.config.yaml', text: 'targets: [', says: /^aai\.config\.yaml is no YAML: / },
  { name: 'aai.config.yaml', text: '- one', says: /holds no configuration: name its targets/ },
])('$name that holds $text is left as it is', async ({ name, text, says }) => {
  await writeFile(join(folder, name), text)
  await expect(configurationIn(folder)).rejects.toThrow(says)
})
