import { carelessProvider } from './careless.ts'
import type { Rows } from './rows.ts'

const habits = [
  ['metadata-nameless', 'without a name', 'MD-SERVICE-NAME'],
  ['metadata-in-german', 'whose name is German', 'MD-SERVICE-NAME'],
  ['metadata-without-encryption', 'to which nothing is encrypted', 'MD-KEY'],
  ['metadata-short-key', 'with a short key', 'SAML2INT-MD06'],
  ['metadata-without-ui', 'that tells users nothing', 'MD-UIINFO'],
  ['metadata-without-logo', 'without a logo', 'MD-UIINFO'],
  ['metadata-without-privacy', 'without a privacy statement', 'MD-UIINFO'],
  ['metadata-without-subject-id', 'that needs any subject', 'MD-SUBJECT-ID'],
  ['metadata-without-contact', 'of nobody', 'MD-CONTACT'],
  ['metadata-without-signing', 'that signs with a key of nobody', 'MD-SLO-KEY'],
  ['metadata-without-logout', 'that waits for answers nowhere', 'MD-SLO-ENDPOINT'],
  ['metadata-expired', 'whose metadata are over', 'MD-SCHEMA'],
  ['metadata-disordered', 'whose metadata go against their schema', 'MD-SCHEMA'],
] as const

/** What a service provider that runs may have wrong in its metadata; the rest is bent in a file: see saml-metadata.ts. */
export const metadataRows: Rows = Object.fromEntries(
  habits.map(([name, title, breaks]) => [name, carelessProvider(`a service provider ${title}`, breaks, name)]),
)
