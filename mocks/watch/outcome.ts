import { STATUS_CODES } from 'node:http'
import type { Answer } from './answer.ts'
import type { Step } from './step.ts'

const names: Readonly<Record<string, string>> = {
  code: 'a code',
  access_token: 'access token',
  id_token: 'ID token',
  refresh_token: 'refresh token',
  device_code: 'a device code',
  request_uri: 'a request URI',
}

const given = ({ gives }: Answer): string =>
  Object.keys(gives)
    .flatMap((name) => names[name] ?? [])
    .join(', ')

const isAway = (location: string, origin: string): boolean =>
  URL.canParse(location, origin) && new URL(location, origin).origin !== origin

const carried = ({ saml, error, asserts }: Answer): string => {
  if (saml?.kind === 'SAMLRequest') return 'on to another service, which is told'
  if (error !== undefined) return `back to the service: ${error.slice(0, 80)}`
  return asserts ? 'back to the service with an assertion' : 'back to the service'
}

const away = ({ answer }: Step): string => {
  if (answer.error !== undefined) return `back to the service: ${answer.error.slice(0, 80)}`
  const what = given(answer)
  return what === '' ? 'back to the service' : `back to the service with ${what}`
}

const pages: Readonly<Record<string, string>> = {
  authorization: 'a page for the user',
  login: 'a page for the user',
  consent: 'a page for the user',
  endSession: 'a page for the user',
  deviceVerification: 'a page for the user',
  'saml-login': 'a page for the user',
  'saml-consent': 'a page for the user',
  'saml-slo': 'a page for the user',
  'saml-logout': 'a page for the user',
  'saml-metadata': 'the metadata',
  discovery: 'the discovery document',
  jwks: 'the keys',
  userinfo: 'claims of the user',
  introspection: 'what it knows of the token',
}

/** What an answer was, in a few words. */
export const outcomeOf = (step: Step, origin: string): string => {
  const { answer, endpoint } = step
  const { status, location, error } = answer
  if (answer.saml) return `${status} ${carried(answer)}`
  if (location !== undefined) return `${status} ${isAway(location, origin) ? away(step) : 'on to the next page'}`
  if (error !== undefined) return `${status} ${error.slice(0, 80)}`
  if (status >= 400) return `${status} ${STATUS_CODES[status] ?? ''}`.trim()
  return `${status} ${given(answer) || (pages[endpoint] ?? STATUS_CODES[status] ?? '')}`.trim()
}
