import type { Fault } from '#fixtures/schema/fault.ts'
import { accessTokenFaults } from './access-token.ts'
import { authenticationLevelFaults } from './authentication-level.ts'
import { authorizationFaults } from './authorization.ts'
import { authorizationCheckFaults } from './authorization-checks.ts'
import { clientFaults } from './client.ts'
import { clientCredentialsFaults } from './client-credentials.ts'
import { codeFaults } from './code.ts'
import { deviceFaults } from './device.ts'
import { discoveryFaults } from './discovery.ts'
import { idTokenFaults } from './id-token.ts'
import { implicitFaults } from './implicit.ts'
import { introspectionFaults } from './introspection.ts'
import { loginHintFaults } from './login-hint.ts'
import { logoutFaults } from './logout.ts'
import { migrationFaults } from './migration.ts'
import { pkceFaults } from './pkce.ts'
import { refreshFaults } from './refresh.ts'
import { revocationFaults } from './revocation.ts'
import { samlIdpFaults } from './saml-idp.ts'
import { secondaryIdFaults } from './secondary-ids.ts'
import { sessionFaults } from './session.ts'
import { thirdPartyFaults } from './third-parties.ts'
import { tokenFaults } from './token.ts'
import { tokenExchangeFaults } from './token-exchange.ts'
import { userinfoFaults } from './userinfo.ts'

/** What a provider may get wrong, by place. */
export const providerFaults: readonly Fault[] = [
  ...discoveryFaults,
  ...authorizationFaults,
  ...authorizationCheckFaults,
  ...pkceFaults,
  ...codeFaults,
  ...clientFaults,
  ...tokenFaults,
  ...idTokenFaults,
  ...accessTokenFaults,
  ...refreshFaults,
  ...userinfoFaults,
  ...revocationFaults,
  ...introspectionFaults,
  ...clientCredentialsFaults,
  ...sessionFaults,
  ...logoutFaults,
  ...deviceFaults,
  ...tokenExchangeFaults,
  ...migrationFaults,
  ...thirdPartyFaults,
  ...secondaryIdFaults,
  ...loginHintFaults,
  ...implicitFaults,
  ...authenticationLevelFaults,
  ...samlIdpFaults,
]
