import { keycloakLines } from '#fixtures/keycloak/lines.ts'
import { type KeycloakVersion, keycloakVersion } from '#mocks/keycloak/version.ts'

/** `26` stands for the release of that line that we know best. Throws a ConfigurationError for what is no release. */
export const releaseOf = (text: string): KeycloakVersion =>
  keycloakVersion(keycloakLines.find(({ major }) => String(major) === text)?.release ?? text)
