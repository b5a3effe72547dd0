import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { startConnectProxy } from '#mocks/connect-proxy/index.ts'
import { startProvider } from '#mocks/op/index.ts'
import { surround } from './service-surroundings.ts'

const run = promisify(execFile)

const FETCH = `
const answer = await fetch(process.argv[1])
console.log((await answer.json()).issuer)
`

const PYTHON = `
import json, ssl, sys, urllib.request
context = ssl.create_default_context()
print(json.load(urllib.request.urlopen(sys.argv[1], context=context))['issuer'])
`

const CURL = '/usr/bin/curl'
const PYTHON3 = '/usr/bin/python3'

/** An issuer that is only found by whoever looks at the variables. */
const real = async () => {
  const provider = await startProvider({ profile: 'openaire-production', origin: 'https://aai.openaire.eu', tls: true })
  const proxy = await startConnectProxy({ 'aai.openaire.eu:443': provider.address })
  const { authority = '' } = provider
  const surroundings = await surround({ authority, proxy: proxy.url, direct: ['db.portal.example'] })
  onTestFinished(async () => {
    await surroundings.remove()
    await proxy.close()
    await provider.close()
  })
  return { provider, proxy, ...surroundings }
}

test.for<{ what: string; program: string; args: readonly string[] }>([
  { what: 'fetch of Node', program: process.execPath, args: ['--input-type=module', '-e', FETCH] },
  { what: 'Python', program: PYTHON3, args: ['-c', PYTHON] },
  { what: 'curl', program: CURL, args: ['-sS'] },
])('$what gets to the real name, by its variables alone', async ({ program, args }, { skip }) => {
  if (!existsSync(program)) return skip(`There is no ${program} here.`)
  const { provider, proxy, variables } = await real()
  const { stdout } = await run(program, [...args, provider.discoveryUrl], { env: { PATH: '/usr/bin', ...variables } })
  expect(stdout).toContain('https://aai.openaire.eu/auth/realms/openaire')
  expect(proxy.calls()).toEqual([{ to: 'aai.openaire.eu:443', refused: false }])
})

test('the usual authorities stay trusted, and what is its own stays direct', async () => {
  const { provider, values, variables } = await real()
  const bundle = await readFile(values.ca_bundle, 'utf8')
  expect(bundle.trimEnd().endsWith(provider.authority?.trimEnd() ?? '?')).toBe(true)
  expect(bundle.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50)
  expect(await readFile(values.ca_file, 'utf8')).toBe(provider.authority)
  expect(variables.no_proxy).toBe('localhost,127.0.0.1,::1,db.portal.example')
})

test('an issuer in plain http changes nothing', async () => {
  const { variables, remove } = await surround({})
  onTestFinished(remove)
  expect(variables).toEqual({})
})
