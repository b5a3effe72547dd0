import { instant } from '#mocks/saml/markup.ts'
import type { Contact, KeyDescriptor, SpMetadata } from '#mocks/saml/metadata.ts'
import { spMetadataText } from '#mocks/saml/metadata-text.ts'
import { bindings, nameIdFormats } from '#mocks/saml/names.ts'
import { AES128_GCM, AES256_GCM, RSA_OAEP_MGF1P } from '#mocks/xml/encryption.ts'
import { LOGO_SIZE, logo } from './logo.ts'
import type { Eyes, Habit } from './looks.ts'

/** What the metadata of a service provider tell of it. */
export interface MetadataFacts {
  readonly entityId: string
  readonly origin: string
  readonly acs: string
  readonly slo: string
  /** DER in base64. */
  readonly certificate: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

const DAY = 86_400_000

/** Of the attributes that it asks for, those that a minimal subset has, and groups. */
const REQUESTED = [
  { name: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.13', friendlyName: 'eduPersonUniqueId', isRequired: true },
  { name: 'urn:oid:0.9.2342.19200300.100.1.3', friendlyName: 'mail', isRequired: true },
  { name: 'urn:oid:2.16.840.1.113730.3.1.241', friendlyName: 'displayName', isRequired: false },
  { name: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.7', friendlyName: 'eduPersonEntitlement', isRequired: false },
]

/** SAML V2.0 Subject Identifier Attributes Profile section 3.6. */
const SUBJECT_ID = 'urn:oasis:names:tc:SAML:profiles:subject-id:req'

const contact = (type: Contact['type']): Contact => ({
  type,
  givenName: 'Somebody',
  email: `mailto:${type}@service.example`,
})

const keysOf = (certificate: string): readonly KeyDescriptor[] => [
  { use: 'signing', certificate },
  { use: 'encryption', certificate, methods: [AES128_GCM, AES256_GCM, RSA_OAEP_MGF1P] },
]

/** All that the guide of OpenAIRE AAI asks for. */
const right = ({ entityId, origin, acs, slo, certificate, now }: MetadataFacts): SpMetadata => ({
  entityId,
  validUntil: instant(now + 7 * DAY),
  keys: keysOf(certificate),
  nameIdFormats: [nameIdFormats.transient, nameIdFormats.persistent],
  singleLogout: [bindings.redirect, bindings.post, bindings.soap].map((binding) => ({ binding, location: slo })),
  ui: {
    displayName: { en: 'Reference service provider' },
    description: { en: 'Shows who is signed in, and what the identity provider said.' },
    informationUrl: { en: `${origin}/` },
    privacyStatementUrl: { en: `${origin}/privacy` },
    logo: { url: logo(), width: LOGO_SIZE, height: LOGO_SIZE },
  },
  entityAttributes: { [SUBJECT_ID]: ['any'] },
  organization: { name: { en: 'Example' }, displayName: { en: 'Example' }, url: { en: `${origin}/` } },
  contacts: [contact('support'), contact('technical'), contact('administrative')],
  assertionConsumers: [{ binding: bindings.post, location: acs, index: 0, isDefault: true }],
  attributeServices: [{ index: 0, name: { en: 'Reference service' }, requested: REQUESTED }],
  authnRequestsSigned: true,
  wantAssertionsSigned: true,
})

type Change = (metadata: SpMetadata, facts: MetadataFacts) => SpMetadata

const named =
  (name: Readonly<Record<string, string>>): Change =>
  (metadata) => ({ ...metadata, attributeServices: [{ index: 0, name, requested: REQUESTED }] })

const keysOnlyFor =
  (use: KeyDescriptor['use']): Change =>
  (metadata) => ({ ...metadata, keys: metadata.keys.filter((key) => key.use === use) })

const without =
  (...names: readonly (keyof SpMetadata)[]): Change =>
  (metadata) =>
    Object.fromEntries(Object.entries(metadata).filter(([name]) => !names.some((gone) => gone === name))) as never

const withoutUi =
  (gone: string): Change =>
  ({ ui = {}, ...metadata }) => ({
    ...metadata,
    ui: Object.fromEntries(Object.entries(ui).filter(([name]) => name !== gone)),
  })

const elsewhere = (location: string): string => `https://elsewhere.example${new URL(location).pathname}`

const changes: readonly (readonly [Habit, Change])[] = [
  ['metadata-nameless', named({})],
  ['metadata-in-german', named({ de: 'Beispieldienst' })],
  [
    'metadata-without-acs',
    (metadata, { acs }) => ({
      ...metadata,
      assertionConsumers: [{ binding: bindings.artifact, location: acs, index: 0, isDefault: true }],
    }),
  ],
  ['metadata-without-encryption', keysOnlyFor('signing')],
  ['metadata-without-signing', keysOnlyFor('encryption')],
  ['metadata-without-ui', without('ui')],
  ['metadata-without-logo', withoutUi('logo')],
  ['metadata-without-privacy', withoutUi('privacyStatementUrl')],
  ['metadata-without-subject-id', without('entityAttributes')],
  ['metadata-without-contact', without('contacts')],
  ['metadata-without-logout', (metadata) => ({ ...metadata, singleLogout: [] })],
  ['metadata-expired', (metadata, { now }) => ({ ...metadata, validUntil: instant(now - DAY) })],
  [
    'metadata-elsewhere',
    (metadata) => ({
      ...metadata,
      assertionConsumers: metadata.assertionConsumers.map((each) => ({ ...each, location: elsewhere(each.location) })),
    }),
  ],
]

const FORMATS = /(<md:SingleLogoutService [^>]*\/>)+|(<md:NameIDFormat>[^<]*<\/md:NameIDFormat>)+/g

/** SAML metadata section 2.4.2 has logout first, then formats. */
const disordered = (xml: string): string => {
  const [logouts = '', formats = ''] = xml.match(FORMATS) ?? []
  return xml.replace(logouts + formats, formats + logouts)
}

export const metadataText = (facts: MetadataFacts, eyes: Eyes): string => {
  const metadata = changes
    .filter(([habit]) => eyes.has(habit))
    .reduce((changed, [, change]) => change(changed, facts), right(facts))
  const xml = spMetadataText(metadata)
  return eyes.has('metadata-disordered') ? disordered(xml) : xml
}
