import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { RunningProvider } from '#mocks/op/index.ts'
import type { SpMetadata } from '#mocks/saml/metadata.ts'
import { spMetadataText } from '#mocks/saml/metadata-text.ts'
import { bindings, nameIdFormats } from '#mocks/saml/names.ts'
import { bareCertificate } from '#mocks/wire/bare-certificate.ts'
import type { SamlSeed, SpSeed } from '../target-saml.ts'

const generate = promisify(generateKeyPair)

/** The services that we are at identity providers of ours: one that signs its requests, and one that does not. */
const services = {
  sp: { origin: 'https://portal.example', signs: true },
  'sp-two': { origin: 'https://wiki.example', signs: false },
} as const

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${
    der
      .toString('base64')
      .match(/.{1,64}/g)
      ?.join('\n') ?? ''
  }\n-----END CERTIFICATE-----\n`

interface Keys {
  readonly key: string
  readonly certificate: string
}

/** One for all: what tells services apart is their name, and RSA keys take their time. */
const made = async (): Promise<Keys> => {
  const keys = await generate('rsa', { modulusLength: 2048 })
  return {
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem(bareCertificate(keys, 'portal.example')),
  }
}

let known: Promise<Keys> | undefined

export const ownSps = async (): Promise<Readonly<Record<string, SpSeed>>> => {
  known ??= made()
  const keys = await known
  return Object.fromEntries(
    Object.entries(services).map(([role, { origin, signs }]) => [
      role,
      {
        entityId: `${origin}/saml/metadata`,
        acs: [`${origin}/saml/acs`, `${origin}/saml/acs/two`],
        slo: `${origin}/saml/slo`,
        signs,
        ...keys,
      },
    ]),
  )
}

const bare = (certificate: string): string => certificate.replace(/-----[^-]+-----|\s+/g, '')

/** What the operator of an identity provider registers for a service of ours. */
export const metadataOf = ({ entityId, acs, slo, certificate, signs }: SpSeed): string => {
  const both = [bindings.redirect, bindings.post]
  const metadata: SpMetadata = {
    entityId,
    keys: certificate === undefined ? [] : [{ certificate: bare(certificate) }],
    nameIdFormats: [nameIdFormats.transient, nameIdFormats.persistent],
    singleLogout: slo === undefined ? [] : both.map((binding) => ({ binding, location: slo })),
    assertionConsumers: acs.map((location, index) => ({
      binding: bindings.post,
      location,
      index,
      ...(index === 0 ? { isDefault: true } : {}),
    })),
    authnRequestsSigned: signs,
    wantAssertionsSigned: true,
  }
  return spMetadataText(metadata)
}

/** Whether scenarios for identity providers are to be played there, or come to compare. */
const isAsked = (only: readonly string[] = []): boolean =>
  only.length === 0 || only.some((id) => id.startsWith('saml.idp.'))

/** Registers us at a provider of ours, where its profile has an identity provider. */
export const knownSps = async (
  { saml, profile }: RunningProvider,
  only: readonly string[] | undefined,
): Promise<SamlSeed | undefined> => {
  if (!profile.saml || !isAsked(only)) return undefined
  const sps = await ownSps()
  for (const sp of Object.values(sps)) await saml.addServiceProvider(metadataOf(sp))
  return { entityId: saml.entityId, metadata: { url: saml.metadataUrl }, sps }
}
