import { expect, test } from 'vitest'
import { spMetadataText } from '#mocks/saml/metadata-text.ts'
import { bindings } from '#mocks/saml/names.ts'
import { readServiceProvider } from './sp-metadata.ts'

const acs = { binding: bindings.post, location: 'http://localhost:8080/acs', index: 0 }
const told = {
  entityId: 'http://localhost:8080/',
  keys: [],
  nameIdFormats: [],
  singleLogout: [],
  assertionConsumers: [acs],
}
const slo = (binding: string, location: string) => ({ binding, location })

test('what a service is stands in its metadata', async () => {
  const singleLogout = [
    slo(bindings.redirect, 'http://localhost:8080/slo'),
    slo(bindings.soap, 'http://localhost:8080/soap'),
  ]
  const text = spMetadataText({ ...told, singleLogout, authnRequestsSigned: true })
  expect(await readServiceProvider(text, 'here')).toEqual({
    saml: {
      entityId: 'http://localhost:8080/',
      encrypts: false,
      signsRequests: true,
      acs: [{ location: 'http://localhost:8080/acs', index: 0 }],
      logout: { front: ['http://localhost:8080/slo'], soap: ['http://localhost:8080/soap'] },
    },
    callbacks: ['http://localhost:8080/acs'],
    addresses: ['http://localhost:8080/acs', 'http://localhost:8080/slo', 'http://localhost:8080/soap'],
  })
})

const two = spMetadataText(told).replace(/^<\?xml[^>]*\?>/, '')

test.for([
  { what: 'a page', text: '<html><p>Login</html>', says: /^here is no metadata: / },
  { what: 'an entity of DTDs', text: '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', says: /^here is no metadata: / },
  {
    what: 'somebody else',
    text: '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>',
    says: /describes no service provider/,
  },
  {
    what: 'two of them',
    text: `<all>${two}${two}</all>`,
    says: /describes 2 service providers: leave those of others out/,
  },
  {
    what: 'one that takes no POST',
    text: spMetadataText({ ...told, assertionConsumers: [{ ...acs, binding: bindings.artifact }] }),
    says: /has no AssertionConsumerService with the binding HTTP-POST/,
  },
])('$what is told in one sentence', async ({ text, says }) => {
  await expect(readServiceProvider(text, 'here')).rejects.toThrow(says)
})
