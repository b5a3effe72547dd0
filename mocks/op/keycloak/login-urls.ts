import { uuidOf } from '../identifiers.ts'
import type { Issuer } from '../issuer.ts'
import type { Pending } from './pending.ts'

/** Addresses of a login's steps: Keycloak's own, which monitoring scripts know. */
type Step = 'authenticate' | 'required-action' | 'consent' | 'restart'

/** Under this name Keycloak keeps the step at which a user agrees. */
export const CONSENT = 'OAUTH_GRANT'

/** What newer versions need to send a browser back that comes too late. */
const clientData = (issuer: Issuer, { request }: Pending): Record<string, string> => {
  if (issuer.dialect.switches.clientData !== true) return {}
  const data = { ru: request.redirectUri, rt: [...request.responseTypes].join(' '), st: request.state }
  return { client_data: Buffer.from(JSON.stringify(data)).toString('base64url') }
}

const stepUrl = (
  issuer: Issuer,
  step: Step,
  pending: Pending,
  first: Readonly<Record<string, string>> = {},
): string => {
  const tab = { client_id: pending.request.client.clientId, tab_id: pending.tab }
  const query = new URLSearchParams({ ...first, ...tab, ...clientData(issuer, pending) })
  return `${issuer.issuer}/login-actions/${step}?${query}`
}

/** The name of the step at which a password is asked for. */
export const executionOf = (issuer: Issuer): string => uuidOf(`${issuer.issuer} username and password`)

/** The page of a login, for a browser that comes back to it. */
export const loginUrl = (issuer: Issuer, pending: Pending): string => stepUrl(issuer, 'authenticate', pending)

export const continueUrl = (issuer: Issuer, pending: Pending): string =>
  pending.interaction.prompt === 'consent'
    ? stepUrl(issuer, 'required-action', pending, { execution: CONSENT })
    : stepUrl(issuer, 'authenticate', pending, { execution: executionOf(issuer) })

export const restartUrl = (issuer: Issuer, pending: Pending): string => stepUrl(issuer, 'restart', pending)

export const loginAction = (issuer: Issuer, pending: Pending): string =>
  stepUrl(issuer, 'authenticate', pending, { session_code: pending.formCode, execution: executionOf(issuer) })

/** Relative to the origin, as only this form is. */
export const consentAction = (issuer: Issuer, pending: Pending): string =>
  stepUrl(issuer, 'consent', pending).slice(issuer.origin.length)
