import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { IdpKeys } from '#mocks/idp/keys.ts'
import { KeyRing } from '#mocks/op/keys.ts'
import { generateCertifiedKey } from '#mocks/xml/certificate.ts'
import { attacked } from '../testing/attacked.ts'
import { raiseEmbedded } from './embedded.ts'

const LIMIT = 120_000

const keys = KeyRing.generate()
const samlKeys = new IdpKeys()

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** A real program: node-saml in a service of ours. */
const started = async (metadata = '/metadata') => {
  const origin = `http://localhost:${await freePort()}`
  const { privateKey, certificate } = await generateCertifiedKey('node-saml')
  return raiseEmbedded({
    ...{ kind: 'embedded', id: 'mine', profile: 'openaire-beta', keys: await keys, samlKeys },
    service: {
      login: `${origin}/login`,
      whoami: { url: `${origin}/me`, element: '#user' },
      metadata: { url: origin + metadata, source: 'the metadata' },
      owner: { source: 'the service' },
      start: {
        command: [process.execPath, 'libraries/saml/node-saml.ts'],
        cwd: process.cwd(),
        environment: {
          ORIGIN: origin,
          IDP_METADATA: '{idp_metadata}',
          SP_KEY: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
          SP_CERTIFICATE: `-----BEGIN CERTIFICATE-----\n${certificate.replaceAll(/.{64}(?!$)/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
        },
        ready: `${origin}/me`,
        patience: 60,
        source: 'start',
      },
    },
  })
}

test('a service is started with the metadata of its identity provider, and then asked for its own', {
  timeout: LIMIT,
}, async () => {
  const raised = await started()
  onTestFinished(raised.close)
  const { service } = raised.seed
  expect(service).toMatchObject({ ours: false, saml: { entityId: expect.stringMatching(/\/metadata$/) } })
  expect(await attacked(raised, 'attack.saml-conditions.audience-other')).toMatchObject({ verdict: 'pass' })
  expect(await raised.host?.restart()).toBe(true)
  expect(await attacked(raised, 'attack.saml-wrapping.xsw3')).toMatchObject({ verdict: 'pass' })
})

test('one that has no metadata there is ended, and one sentence says so', { timeout: LIMIT }, async () => {
  await expect(started('/nowhere')).rejects.toThrow(/^the metadata /)
})
