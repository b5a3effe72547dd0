import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { free } from '../care/care.ts'
import { env } from '../config/define.ts'
import { readConfiguration } from '../config/read.ts'
import { resolveTargets } from '../config/resolve.ts'
import { type ConfiguredTarget, raiseConfigured } from './configured.ts'
import { metadataOf, ownSps } from './own-sps.ts'

let folder = ''
let provider: RunningProvider
let sp: object

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-idp-'))
  provider = await startProvider({ profile: 'openaire-beta' })
  const { sp: own } = await ownSps()
  if (!own) throw new Error('there is no service of ours')
  await provider.saml.addServiceProvider(metadataOf(own))
  await Promise.all([
    writeFile(join(folder, 'sp.key'), own.key ?? ''),
    writeFile(join(folder, 'sp.crt'), own.certificate ?? ''),
    writeFile(join(folder, 'idp.xml'), await provider.saml.metadata()),
  ])
  sp = { entityId: own.entityId, acs: own.acs, slo: own.slo, key: 'sp.key', certificate: 'sp.crt' }
})

afterAll(async () => {
  await provider.close()
  await rm(folder, { recursive: true })
})

const target = async (changes: object = {}, id = 'some'): Promise<ConfiguredTarget> => {
  const users = { plain: { username: 'ada.beta', password: env('PASSWORD') } }
  const entry = { kind: 'idp', metadata: provider.saml.metadataUrl, sps: { sp }, users, ...changes }
  await writeFile(join(folder, 'aai.config.json'), JSON.stringify({ targets: { [id]: entry } }))
  const file = await readConfiguration('aai.config.json', folder)
  const [found] = await resolveTargets(file, { PASSWORD: 'ada-in-beta' })
  if (found?.kind !== 'configured') throw new Error('the entry is no target of others')
  return found
}

const refusal = async (changes: object): Promise<string> => {
  const error: unknown = await target(changes)
    .then((made) => raiseConfigured(made, free))
    .catch((reason: unknown) => reason)
  expect(error).toHaveProperty('name', 'ConfigurationError')
  return (error as Error).message
}

test('an identity provider promises what it publishes, unless a profile says more', async () => {
  const { seed } = await raiseConfigured(await target({ attributes: ['mail', 'eduPersonUniqueId'] }), free)
  expect(seed).toMatchObject({
    samlOnly: true,
    issuer: provider.origin,
    endpoints: {},
    saml: { entityId: provider.saml.entityId, sps: { sp: { signs: true } } },
    profile: {
      offers: ['saml', 'sso'],
      saml: {
        entityId: provider.saml.entityId,
        scopes: ['aai.openaire.eu', 'openaire.eu'],
        bindings: { slo: ['redirect', 'post', 'soap'] },
        attributes: { mail: { from: 'mail' }, eduPersonUniqueId: { from: 'subject' } },
      },
    },
  })
  const known = await raiseConfigured(await target({ profile: 'openaire-beta' }), free)
  expect(known.seed.profile.saml?.attributes).toHaveProperty('eduPersonOrcid')
})

test('metadata in a file say where the identity provider is', async () => {
  const { seed } = await raiseConfigured(await target({ metadata: 'idp.xml' }), free)
  expect(seed.issuer).toBe(provider.origin)
  expect(seed.saml?.hosts).toContain(provider.address)
})

test('a mistake in the configuration is one sentence, which says what to do', async () => {
  const place = /^aai\.config\.json: targets\.some/
  const wrong: Readonly<Record<string, readonly [changes: object, says: RegExp]>> = {
    'no metadata there': [
      { metadata: `${provider.origin}/nowhere` },
      /answers 404: is it the address of the metadata\?$/,
    ],
    'no SAML there': [{ metadata: provider.discoveryUrl }, /\.metadata: .+\.$/],
    'another entity': [
      { entityId: 'https://other.example' },
      /entityId is https:\/\/other\.example, and .+ calls itself .+: correct one of them\.$/,
    ],
    'a service that is not registered': [
      { sps: { sp: { ...sp, entityId: 'https://unknown.example' } } },
      /\.sps\.sp: the identity provider does not let this service ask .+: register its metadata there/,
    ],
    'a wrong password': [
      { users: { plain: { username: 'grace.beta', password: env('PASSWORD') } } },
      /\.users\.plain cannot log in/,
    ],
    'a key that is none': [{ sps: { sp: { ...sp, key: 'sp.crt' } } }, /\.sps\.sp\.key holds no private key/],
    'no key to sign with': [
      { sps: { sp: { entityId: 'a', acs: 'https://a.example/acs', signs: true } } },
      /\.sps\.sp signs its requests: add key\.$/,
    ],
  }
  for (const [what, [changes, says]] of Object.entries(wrong)) {
    const message = await refusal(changes)
    expect(message, what).toMatch(place)
    expect(message, what).toMatch(says)
  }
})
