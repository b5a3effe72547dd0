import { readFileSync } from 'node:fs'

const variable = (name: string): string => {
  const value = process.env[name]
  if (value) return value
  throw new Error(`Set ${name}: the service providers here are started by npm run test:saml-sps.`)
}

const idpMetadata = variable('IDP_METADATA')

/** What a service provider is told by whoever starts it. */
export const told = {
  /** Its own, `http://localhost:4711`. */
  origin: variable('ORIGIN'),
  /** Path of the metadata of its identity provider. */
  idpMetadata,
  /** As it stands there. */
  idpEntityId: /\sentityID="([^"]+)"/.exec(readFileSync(idpMetadata, 'utf8'))?.[1] ?? '',
  /** PEM, for signing and decrypting; the same at every start, since the identity provider knows them. */
  key: variable('SP_KEY'),
  certificate: variable('SP_CERTIFICATE'),
  /** Make use of what the software can look at, but does not unless asked to. */
  careful: process.env.CAREFUL === 'yes',
}

/** eduPersonUniqueId, by which users are to be known. */
export const UNIQUE_ID = 'urn:oid:1.3.6.1.4.1.5923.1.1.1.13'
