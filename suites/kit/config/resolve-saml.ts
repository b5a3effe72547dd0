import { X509Certificate } from 'node:crypto'
import type { Profile } from '#fixtures/schema/profile.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { SamlSeed, SpSeed } from '../target-saml.ts'
import { privateJwk } from './keys.ts'
import { below, fromEnvironment, fromFile, type Place } from './place.ts'
import type { SamlSection, SpEntry } from './schema-saml.ts'

const isAddress = (reference: string): boolean => /^https?:\/\//i.test(reference)

const refusal = ({ file, at }: Place, sentence: string): ConfigurationError =>
  new ConfigurationError(`${file.name}: ${at} ${sentence}`)

const keyOf = (place: Place, reference: string): string => {
  const pem = reference.startsWith('${') ? fromEnvironment(place, reference) : fromFile(place, reference)
  if (privateJwk(pem) && pem.includes('-----BEGIN')) return pem
  throw refusal(place, 'holds no private key: make it a PEM file.')
}

const certificateOf = (place: Place, path: string): string => {
  const pem = fromFile(place, path)
  try {
    return new X509Certificate(pem).toString()
  } catch {
    throw refusal(place, `is ${path}, which holds no certificate: make it a PEM file.`)
  }
}

const spOf = (place: Place, { entityId, acs, slo, ...entry }: SpEntry): SpSeed => {
  const key = entry.key === undefined ? undefined : keyOf(below(place, 'key'), entry.key)
  const { signs = key !== undefined } = entry
  if (signs && key === undefined) throw refusal(place, 'signs its requests: add key.')
  return {
    entityId,
    acs: [acs].flat(),
    signs,
    ...(slo === undefined ? {} : { slo }),
    ...(key === undefined ? {} : { key }),
    ...(entry.certificate ? { certificate: certificateOf(below(place, 'certificate'), entry.certificate) } : {}),
  }
}

/** Where the metadata of an identity provider stand: an address, or a file, which is read at once. */
export const metadataAt = (place: Place, reference: string): SamlSeed['metadata'] =>
  isAddress(reference) ? { url: reference } : { text: fromFile(place, reference) }

export const spsOf = (place: Place, sps: SamlSection['sps'] = {}): SamlSeed['sps'] =>
  Object.fromEntries(Object.entries(sps).map(([role, entry]) => [role, spOf(below(place, role), entry)]))

/** That of an issuer under its real name, or where a configuration says that it is one; undefined for all others. */
export const samlOf = (
  place: Place,
  section: SamlSection | undefined,
  { saml, ...profile }: Profile,
  issuer: string,
): SamlSeed | undefined => {
  const isReal = new URL(issuer).origin === new URL(profile.issuer).origin
  if (!section && !(saml && isReal)) return undefined
  const { metadata: reference = saml && new URL(saml.endpoints.metadata, issuer).href } = section ?? {}
  if (reference === undefined) throw refusal(place, 'does not say where the metadata are: add metadata.')
  const entityId = section?.entityId ?? (isReal ? saml?.entityId : undefined)
  return {
    ...(entityId === undefined ? {} : { entityId }),
    metadata: metadataAt(below(place, 'metadata'), reference),
    sps: spsOf(below(place, 'sps'), section?.sps),
  }
}
