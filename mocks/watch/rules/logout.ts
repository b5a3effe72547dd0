import { param, type Step } from '../step.ts'
import { bare, isOpenHttp, nothing, type Opinion, type Rule } from './rule.ts'

const SENT_BACK = 'post_logout_redirect_uri'

/** The question of the issuer is answered by a form, which is no request of the service. */
const isAsked = (step: Step): boolean => !step.path.endsWith('-confirm') && param(step, 'session_code') === undefined

const said = (step: Step): Opinion => {
  if (!isAsked(step)) return nothing
  return (param(step, 'id_token_hint') ??
    param(step, 'client_id') ??
    (step.method === 'POST' && param(step, 'refresh_token')))
    ? undefined
    : 'There is neither id_token_hint nor client_id: the issuer cannot tell whose session ends, and leads nowhere.'
}

const VALUE = new RegExp(`(?:^|&)${SENT_BACK}=([^&]*)`)

const encoded = ({ rawQuery }: Step): Opinion => {
  const value = VALUE.exec(rawQuery)?.[1]
  if (value === undefined) return nothing
  return /[:/?]/.test(value) ? `${SENT_BACK} is not URL-encoded: a & or # in it would end it early.` : undefined
}

const registered: Rule['look'] = (step, { client }) => {
  const uri = param(step, SENT_BACK)
  if (uri === undefined || !client || !isAsked(step)) return nothing
  if (client.postLogoutRedirectUris.includes(uri) || step.answer.location?.startsWith(uri)) return undefined
  return step.answer.status < 400
    ? nothing
    : `${SENT_BACK} ${bare(uri)} is not registered for logouts: register it above, to the letter.`
}

const ENDS = ['endSession']

export const logout: readonly Rule[] = [
  {
    id: 'logout.said-whose',
    cites: 'LOGOUT-RP',
    at: ENDS,
    right: 'The logout says whose session ends.',
    look: said,
  },
  { id: 'logout.encoded', cites: 'MIG-LOGOUT-PARAM', at: ENDS, right: `${SENT_BACK} is URL-encoded.`, look: encoded },
  { id: 'logout.registered', cites: 'LOGOUT-RP', at: ENDS, right: `${SENT_BACK} is registered.`, look: registered },
  {
    id: 'logout.https',
    cites: 'LOGOUT-RP',
    at: ENDS,
    right: `${SENT_BACK} is https, or stays on this machine.`,
    look: (step) => {
      const uri = param(step, SENT_BACK)
      if (uri === undefined) return nothing
      return isOpenHttp(uri) ? `${SENT_BACK} ${bare(uri)} is http.` : undefined
    },
  },
  {
    id: 'logout.parameter',
    cites: 'MIG-LOGOUT-PARAM',
    at: ['endSession', 'legacyLogout', 'other'],
    right: 'The logout has no parameter of old.',
    look: (step, { profile }) => {
      if (profile.environment === 'legacy' || !/logout|endsession/i.test(step.path)) return nothing
      const old = ['redirect', 'redirect_uri'].find((name) => param(step, name) !== undefined)
      return old && `The logout has the parameter ${old} of old, which nobody follows any more: it is ${SENT_BACK} now.`
    },
  },
]
