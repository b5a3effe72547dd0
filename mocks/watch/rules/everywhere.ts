import { oldPath } from '#mocks/profiles/predecessor.ts'
import { param, paramsOf, type Step } from '../step.ts'
import { nothing, type Opinion, type Rule, type Scene } from './rule.ts'

const SECRETS = ['client_secret', 'client_assertion', 'code_verifier', 'refresh_token', 'password']

/** RFC 8707: several resources may be asked for at once; RFC 8693 likewise with audience. */
const REPEATABLE = new Set(['resource', 'audience'])

const repeated = (step: Step): readonly string[] => {
  const names = [...step.query, ...step.form].map(([name]) => name)
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index && !REPEATABLE.has(name)))]
}

const PROTOCOL = new Set([
  'authorization',
  'token',
  'userinfo',
  'introspection',
  'revocation',
  'deviceAuthorization',
  'endSession',
])

const once = (step: Step): Opinion => {
  if (!PROTOCOL.has(step.endpoint) || paramsOf(step).length === 0) return nothing
  const names = repeated(step)
  return names.length === 0 ? undefined : `Sent more than once: ${names.join(', ').slice(0, 200)}.`
}

/** Paths of the issuer before this one, by what they were for. */
const oldEndpoint = (step: Step, { profile }: Scene): Opinion => {
  if (step.endpoint !== 'other' && step.endpoint !== 'legacyLogout') return nothing
  const old = oldPath(profile, step.path)
  if (!old) return nothing
  const path = step.path.slice(0, 100)
  return old.purpose === undefined
    ? `This address belonged to the issuer before: ${path}.`
    : `This is the ${old.purpose} endpoint of the issuer before: ${path}.`
}

export const everywhere: readonly Rule[] = [
  {
    id: 'url.no-secret',
    cites: 'RP-TOKEN-REQUEST',
    at: ['any'],
    right: 'No secret stands in the address.',
    look: (step) => {
      if (!PROTOCOL.has(step.endpoint)) return nothing
      const found = SECRETS.find((name) => step.query.some(([each, value]) => each === name && value !== ''))
      return found && `${found} stands in the address, where logs, proxies and browsers keep it.`
    },
  },
  { id: 'params.once', cites: 'RP-PARAMS', at: ['any'], right: 'No parameter is there twice.', look: once },
  {
    id: 'endpoint.new',
    cites: 'MIG-ENDPOINTS',
    at: ['other', 'legacyLogout'],
    right: 'The address is of this issuer.',
    look: oldEndpoint,
  },
]

/** Answers with which a right service has to live: a user who says no, a session that is over, a device that waits. */
const USUAL = new Set([
  ...['access_denied', 'login_required', 'interaction_required', 'consent_required', 'account_selection_required'],
  ...['authorization_pending', 'slow_down', 'expired_token', 'temporarily_unavailable'],
])

const citedFor: Readonly<Record<string, Rule['cites']>> = {
  authorization: 'RP-PARAMS',
  pushedAuthorization: 'RP-PARAMS',
  token: 'RP-TOKEN-REQUEST',
  userinfo: 'RP-USERINFO-HEADER',
  introspection: 'MIG-INTROSPECTION',
  deviceAuthorization: 'MIG-DEVICE-SECRET',
  endSession: 'LOGOUT-RP',
}

const refused = (step: Step, { login }: Scene): Opinion => {
  const { status, error, description } = step.answer
  if (status < 400 && error === undefined) return nothing
  // A user may mistype, a token may end, and what a fault of ours made is no fault of the service.
  if (USUAL.has(error ?? '') || login.fault || (step.endpoint === 'userinfo' && status === 401)) return nothing
  if (step.endpoint === 'token' && param(step, 'grant_type') === 'refresh_token' && error === 'invalid_grant')
    return nothing
  const why = [error, description].filter((each) => each !== undefined).join(': ')
  return `The issuer refused this request${why === '' ? '' : ` (${why.slice(0, 200)})`}, with status ${status}.`
}

/** Whatever else is found: what the issuer would not take. */
export const refusals: readonly Rule[] = Object.entries(citedFor).map(([endpoint, cites]) => ({
  id: `refused.${endpoint}`,
  cites,
  at: [endpoint],
  right: 'The issuer took it.',
  look: refused,
}))
