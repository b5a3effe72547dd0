import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configuredService } from '../testing/configured-service.ts'

const { resolved, folder } = configuredService()

/** A SAML service as somebody may describe it. */
const wiki = {
  kind: 'service',
  protocol: 'saml',
  profile: 'openaire-beta',
  metadata: 'http://localhost:8080/saml/metadata',
  login: 'http://localhost:8080/login',
  whoami: { url: 'http://localhost:8080/me' },
  start: { command: 'npm start', environment: { IDP: '{idp_metadata}', NAME: '{idp_entity_id}' } },
}
const start = (changes: object) => ({ start: { ...wiki.start, ...changes } })

test('a SAML service has an identity provider of its own, which reads its metadata where it runs', async () => {
  expect(await resolved(wiki)).toMatchObject({
    kind: 'embedded',
    title: 'Service "portal"',
    service: {
      metadata: {
        url: 'http://localhost:8080/saml/metadata',
        source: expect.stringMatching(/^aai\.config\.json: targets\.portal\.metadata \(http/),
      },
      start: { ready: 'http://localhost:8080/login', patience: 60 },
    },
  })
})

test('or from a file beside the configuration', async () => {
  await writeFile(join(folder(), 'sp.xml'), '<EntityDescriptor/>')
  expect(await resolved({ ...wiki, metadata: 'sp.xml' })).toHaveProperty('service.metadata.text', '<EntityDescriptor/>')
})

test.for([
  { what: 'no metadata', change: { metadata: undefined }, says: /"metadata"/ },
  {
    what: 'a file that is not there',
    change: { metadata: 'nowhere.xml' },
    says: /metadata is nowhere\.xml, which cannot be read/,
  },
  {
    what: 'metadata at a host of others',
    change: { metadata: 'https://wiki.example/metadata' },
    says: /leads to https:\/\/wiki\.example\/metadata, and faults are played only on loopback.*ownHosts/,
  },
  { what: 'a client', change: { client: { clientId: 'wiki' } }, says: /"client"/ },
  { what: 'another protocol', change: { protocol: 'smal' }, says: /"protocol"/ },
  {
    what: 'an AAI without SAML',
    change: { profile: 'feide' },
    says: /profile is feide, which has no SAML identity provider: openaire-beta/,
  },
  {
    what: 'an identity provider that the service never learns',
    change: start({ environment: {} }),
    says: /start does not tell the service its identity provider: add a variable with \{idp_metadata\} or \{idp_metadata_url\}/,
  },
  {
    what: 'a placeholder of the other protocol',
    change: start({ environment: { ...wiki.start.environment, X: '{issuer}' } }),
    says: /start names \{issuer\}, which nothing stands for: there are \{idp_metadata\}/,
  },
  {
    what: 'neither start nor port',
    change: { start: undefined },
    says: /has neither start nor port: add port, so that the service can know its identity provider/,
  },
])('refuses $what, in one sentence that names the place', async ({ change, says }) => {
  await expect(resolved({ ...wiki, ...change })).rejects.toThrow(says)
})
