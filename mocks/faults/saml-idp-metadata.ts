import type { Fault } from '#fixtures/schema/fault.ts'
import { changing, faultsAt } from './rows.ts'

/** An RSA key of 1024 bits, which anybody can break who has the money. */
const WEAK_CERTIFICATE = [
  'MIICCjCCAXOgAwIBAgIUNCC8dqvwxupaQslFozzDw6TGOMAwDQYJKoZIhvcNAQELBQAwFzEVMBMGA1UEAwwMd2Vhay5leGFtcGxl',
  'MB4XDTI2MTEyMjEyMDgyOVoXDTM2MTExOTEyMDgyOVowFzEVMBMGA1UEAwwMd2Vhay5leGFtcGxlMIGfMA0GCSqGSIb3DQEBAQUA',
  'A4GNADCBiQKBgQDA9513sVk3Lny6JJj8dpdJTTxe0b6uKwtWBNVGIJHOauA5lSrVLh8MfVSUAqBhP0c36VNkkOSF0M7mgs5HHtpD',
  'AW1t5Rg0gnOqoHQH+At20u30zlSZ4LUud/LNNd1tgAkBFEr3AU+RV9Aoylt9PJn4ou/aVOExNtgE2qdDnt30QQIDAQABo1MwUTAd',
  'BgNVHQ4EFgQUDyDfOrdVdY7q7kHUWmBdvw0KoB8wHwYDVR0jBBgwFoAUDyDfOrdVdY7q7kHUWmBdvw0KoB8wDwYDVR0TAQH/BAUw',
  'AwEB/zANBgkqhkiG9w0BAQsFAAOBgQBvNoK1AyjSn0NRUn/HuH3KCgVuSLmfX5mIuuY/dJK2cnIpKS3SLJe2lq6mxuUZcBV+ydII',
  'WL1pw2VGrP7WvIle42jkXNNAVrfpxPVNEDshz1K0rrpQa7JMaB8jxrBNdPI7yjSa/VKZS3FAr0xSyRA9Mah9LB/8JfxJGV3Ma+PH',
  '7w==',
].join('')

interface Key {
  readonly use?: string
  readonly certificate: string
}

interface Endpoint {
  readonly binding: string
  readonly location: string
}

const overRedirect = ({ binding }: Endpoint): boolean => binding.endsWith(':HTTP-Redirect')

/** Each time another node answers. */
const nodes = (): ((endpoints: readonly Endpoint[]) => readonly Endpoint[]) => {
  let node = 0
  return (endpoints) => {
    node += 1
    return endpoints.map((each) => ({ ...each, location: `${each.location}?node=${node}` }))
  }
}

export const samlMetadataFaults: readonly Fault[] = [
  ...faultsAt('saml.metadata', 'saml-idp-metadata', {
    expired: ['metadata that have expired', 'SAML-IDP-METADATA', { set: { validUntil: '2023-05-02T00:00:00Z' } }],
    renamed: [
      'metadata of an identity provider with another name',
      'SAML-IDP-METADATA',
      { set: { entityId: 'https://renamed-idp.example/saml/metadata' } },
    ],
    'no-signing-key': [
      'metadata without a key for signing',
      'SAML-IDP-METADATA',
      { set: { keys: changing((keys: readonly Key[]) => keys.map((key) => ({ ...key, use: 'encryption' }))) } },
    ],
    'weak-key': [
      'metadata with a key for signing that is too short',
      'SAML-IDP-METADATA',
      {
        set: {
          keys: changing((keys: readonly Key[]) => [...keys, { use: 'signing', certificate: WEAK_CERTIFICATE }]),
        },
      },
    ],
    'no-post': [
      'metadata that take requests over HTTP-Redirect only',
      'SAML-IDP-METADATA',
      { set: { singleSignOn: changing((all: readonly Endpoint[]) => all.filter(overRedirect)) } },
    ],
    doubled: [
      'metadata with two addresses for one binding',
      'SAML-IDP-METADATA',
      { set: { singleSignOn: changing((all: readonly Endpoint[]) => [...all, ...all.filter(overRedirect)]) } },
    ],
    'no-logout': ['metadata without an address for logouts', 'SAML-IDP-METADATA', { set: { singleLogout: () => [] } }],
    unstable: [
      'metadata that differ from one minute to the next',
      'SAML-IDP-METADATA',
      { set: { singleSignOn: changing(nodes()) } },
    ],
    'no-transient': [
      'metadata that list no transient identifiers',
      'SAMLMD-2.4.2-formats',
      { set: { nameIdFormats: () => ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'] } },
    ],
    'no-scope': ['metadata without the scopes of the identity provider', 'SHIBMD-scope', { set: { scopes: () => [] } }],
  }),
  ...faultsAt('answer', 'saml-idp-metadata', {
    gone: [
      'an address of metadata where there are none any more',
      'SAML-IDP-METADATA',
      { on: 'saml-metadata', answer: { status: 404, body: 'Not found' } },
    ],
    page: [
      'a page for people in the place of the metadata',
      'SAML-IDP-METADATA',
      {
        on: 'saml-metadata',
        answer: { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>Hello</title>' },
      },
    ],
  }),
]
