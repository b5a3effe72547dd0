import { ConfigurationError } from '../wire/configuration-error.ts'

/** A release of Keycloak, `26.7.3`. */
export interface KeycloakVersion {
  readonly text: string
  readonly numbers: readonly [major: number, minor: number, patch: number]
}

/** Throws a ConfigurationError when `text` is not three numbers with dots between them. */
export const keycloakVersion = (text: string): KeycloakVersion => {
  const found = /^(\d+)\.(\d+)\.(\d+)$/.exec(text)
  if (!found) {
    throw new ConfigurationError(
      `"${text}" is no release of Keycloak: give all three numbers, 22.0.5 or 26.7.3 for example.`,
    )
  }
  return { text, numbers: [Number(found[1]), Number(found[2]), Number(found[3])] }
}

/** Whether a release is `major.minor` or later. */
export const isAtLeast = ({ numbers }: KeycloakVersion, major: number, minor = 0): boolean =>
  numbers[0] > major || (numbers[0] === major && numbers[1] >= minor)
