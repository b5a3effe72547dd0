import type { Profile } from '#fixtures/schema/profile.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { EmbeddedTarget } from '../targets/embedded.ts'
import type { Place } from './place.ts'
import type { ServiceEntry } from './schema-service.ts'

const pathOf = (issuer: string): string => issuer.slice(new URL(issuer).origin.length)

/** The issuer under its real name, for services whose configuration shall stay as it is in production. */
export const issuerOf = (
  { file, at }: Place,
  { issuer, https, start }: Pick<ServiceEntry, 'issuer' | 'https' | 'start'>,
  profile: Profile,
): Pick<EmbeddedTarget, 'tls' | 'origin'> => {
  if (issuer === undefined) return https ? { tls: true } : {}
  const refusal = (sentence: string) => new ConfigurationError(`${file.name}: ${at}${sentence}`)
  if (pathOf(issuer) !== pathOf(profile.issuer)) {
    throw refusal(
      `.issuer is ${issuer}, and ${profile.id} has ${profile.issuer}: correct it to the last character, or take another profile.`,
    )
  }
  if (start === undefined) {
    throw refusal(
      ' has an issuer, a real name to which only services are led that we start: add start, or leave issuer out.',
    )
  }
  if (https === false) throw refusal('.https is false, and an issuer by its real name speaks TLS: leave https out.')
  return { origin: new URL(issuer).origin, tls: true }
}
