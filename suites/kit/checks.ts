import { expect } from 'vitest'
import type { ConditionId } from '#fixtures/dialects/conditions.ts'
import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Party } from '#fixtures/schema/explanation.ts'
import { apiMatchers } from './checks/api.ts'
import { authorizationMatchers } from './checks/authorization.ts'
import { bearerMatchers } from './checks/bearer.ts'
import { commandMatchers } from './checks/command.ts'
import { diagnosisMatchers } from './checks/diagnosis.ts'
import { documentMatchers } from './checks/document.ts'
import { findingMatchers } from './checks/findings.ts'
import { samlMatchers } from './checks/saml.ts'
import { serviceMatchers } from './checks/service.ts'
import { sizeMatchers } from './checks/sizes.ts'
import { tokenMatchers } from './checks/token.ts'
import type { SamlStatusName } from './contract-saml.ts'

/** What scenarios expect, beside what Vitest brings. */
export interface ConformanceMatchers<R = unknown> {
  /**
   * A token, introspection or revocation endpoint refuses, as the dialect words this condition.
   * `error` is the code of the standard; it decides only where no condition is named.
   */
  readonly toBeTokenError: (error: string, condition?: ConditionId) => R
  /** 200 with an access token and its type (RFC 6749 section 5.1). */
  readonly toBeTokenSuccess: () => R
  /** An error at the redirect URI, with the state that was sent and no code. */
  readonly toBeAuthorizationError: (error: string, condition?: ConditionId) => R
  /** An error page of the issuer; nothing at any redirect URI. */
  readonly toBeErrorPage: (condition?: ConditionId) => R
  /** A code at the redirect URI, with the state that was sent. */
  readonly toBeCallback: () => R
  /** The user is asked to log in. */
  readonly toRequireLogin: () => R
  /** The user is asked to agree. */
  readonly toRequireConsent: () => R
  /** A protected resource refuses (RFC 6750 section 3); null when the challenge must name no error. */
  readonly toBeBearerError: (error: string | null, condition?: ConditionId) => R
  /** An API answers a call with what it was asked for. */
  readonly toBeServed: () => R
  /** An API refuses a call, in whatever words; a breakdown is no refusal. */
  readonly toBeTurnedAway: () => R
  /** A SAML login ends with an assertion at an address of ours. */
  readonly toBeSamlResponse: () => R
  /** A SAML request ends at an error page, or with an error status; nothing says who somebody is. */
  readonly toBeSamlRefusal: () => R
  /** A SAML request is answered with these status codes, the outermost first, and without an assertion. */
  readonly toBeSamlError: (...codes: readonly SamlStatusName[]) => R
  /** All that came is signed by the identity provider. */
  readonly toBeSignedSaml: () => R
  /** A single logout is answered with Success. */
  readonly toBeLoggedOut: () => R
  /** A login under attack leaves nobody signed in. */
  readonly toKeepOut: () => R
  /** Nothing is wrong in what a service sent, as far as this requirement goes; `allowed` is why it may be all the same. */
  readonly toBeInOrder: (requirement: RequirementId, allowed?: string) => R
  /** A program under attack ends in failure, and says why. */
  readonly toGiveUp: () => R
  /** A program whose user has refused, or whose code is gone, asks no more. */
  readonly toStopAsking: () => R
  /** Nothing was found in a document that goes against this requirement. */
  readonly toHold: (requirement: RequirementId) => R
  /** Logins with tokens of many lengths leave everybody signed in on the next page. */
  readonly toStaySignedIn: () => R
  /** Logouts after such logins lead away. */
  readonly toLeaveInOrder: () => R
  /** A JWT that verifies with the keys of the issuer. */
  readonly toBeVerified: () => R
  /** `aai explain` knows the error of an answer, or of a pasted text: where its cause lies, and what it belongs to. */
  readonly toBeDiagnosed: (party: Party, requirement: RequirementId) => R
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends ConformanceMatchers<R> {}
}

/** Once per module graph is enough, and more do no harm. */
export const installMatchers = (): void => {
  expect.extend({
    ...tokenMatchers,
    ...authorizationMatchers,
    ...bearerMatchers,
    ...apiMatchers,
    ...serviceMatchers,
    ...samlMatchers,
    ...findingMatchers,
    ...sizeMatchers,
    ...commandMatchers,
    ...documentMatchers,
    ...diagnosisMatchers,
  })
}
