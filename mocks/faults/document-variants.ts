import type { Variant } from './variants.ts'

const configuration = (title: string, file: string): Variant => ({ title, document: { is: 'configuration', file } })

/** Documents in which nothing is wrong. */
export const documentVariants: Readonly<Record<string, Variant>> = {
  registration: {
    title: 'a registration in which nothing is missing',
    document: { is: 'registration', file: 'registration.yaml' },
  },
  'registration-saml': {
    title: 'a registration of a SAML service in which nothing is missing',
    document: { is: 'registration', file: 'registration-saml.yaml' },
  },
  'configuration-php': configuration('a configuration of the example client', 'config.php'),
  'configuration-apache': configuration('directives of Apache, endpoint by endpoint', 'portal.conf'),
  'configuration-proxy': configuration('a configuration of oauth2-proxy', 'oauth2-proxy.cfg'),
  'configuration-environment': configuration('variables of a service', 'portal.env'),
  'redirect-uris': configuration('a list of redirect URIs', 'redirect-uris.txt'),
  'post-logout-uris': configuration('a list of addresses after a logout', 'post-logout-uris.txt'),
  entitlements: configuration('a list of entitlements', 'entitlements.txt'),
  'discovery-document': configuration('a discovery document in a file', 'openid-configuration.json'),
  metadata: {
    title: 'metadata of a SAML service provider in which nothing is missing',
    document: { is: 'metadata', file: 'sp-metadata.xml', address: 'https://maps.library.eu/saml/metadata' },
  },
}
