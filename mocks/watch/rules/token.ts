import { has, param, paramsOf, type Step } from '../step.ts'
import { bare, nothing, type Opinion, type Rule, type Scene } from './rule.ts'

const FORM = 'application/x-www-form-urlencoded'

const isCode = (step: Step): boolean => param(step, 'grant_type') === 'authorization_code'
const isRefresh = (step: Step): boolean => param(step, 'grant_type') === 'refresh_token'

const form = (step: Step): Opinion => {
  if (step.method !== 'POST')
    return `The token request is a ${step.method.slice(0, 10)}: its parameters stand in the address.`
  const type = (step.contentType ?? '').split(';', 1)[0]?.trim().toLowerCase()
  return type === FORM
    ? undefined
    : `The token request is no form, but ${type ? `“${type.slice(0, 60)}”` : 'of no type'}.`
}

const sameRedirect = (step: Step, { login }: Scene): Opinion => {
  const asked = login.asking
  const before = asked && param(asked, 'redirect_uri')
  if (!isCode(step) || before === undefined) return nothing
  const now = param(step, 'redirect_uri')
  if (now === undefined) return 'redirect_uri is missing, though the code was asked for with one.'
  return now === before ? undefined : `redirect_uri is ${bare(now)}, but the code was asked for with ${bare(before)}.`
}

/** Requests before this one that showed the same value; only those that were served, if asked so. */
const earlier = (step: Step, name: string, { login }: Scene, served = false): readonly Step[] => {
  const value = param(step, name)
  return login.steps.filter(
    (other) =>
      other.number < step.number &&
      other.endpoint === 'token' &&
      param(other, name) === value &&
      (!served || other.answer.status < 400),
  )
}

const onceOnly = (step: Step, scene: Scene): Opinion => {
  if (!isCode(step) || param(step, 'code') === undefined) return nothing
  const [first] = earlier(step, 'code', scene)
  return first && `The code was redeemed before, in step ${first.number}: a code serves once.`
}

const rotated = (step: Step, scene: Scene): Opinion => {
  if (!isRefresh(step)) return nothing
  const token = param(step, 'refresh_token')
  const before = earlier(step, 'refresh_token', scene)
  const refused = before.find(({ answer }) => answer.error === 'invalid_grant')
  if (refused)
    return `The refresh token was refused in step ${refused.number}, and is tried again: the user has to log in anew.`
  const replaced = before.find(
    ({ answer }) => answer.gives.refresh_token !== undefined && answer.gives.refresh_token !== token,
  )
  return (
    replaced && `Step ${replaced.number} gave a new refresh token in the place of this one: the new one has to be kept.`
  )
}

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

const audience = (step: Step, { isClient }: Scene): Opinion => {
  const wanted = param(step, 'audience')
  if (param(step, 'grant_type') !== EXCHANGE || wanted === undefined) return nothing
  return isClient(wanted) || step.answer.status < 400
    ? undefined
    : `No client “${wanted.slice(0, 100)}” is registered here.`
}

export const token: readonly Rule[] = [
  {
    id: 'token.form',
    cites: 'RP-TOKEN-REQUEST',
    at: ['token'],
    right: 'The token request is a form POST.',
    look: form,
  },
  {
    id: 'token.grant',
    cites: 'RP-TOKEN-REQUEST',
    at: ['token'],
    right: 'grant_type and what belongs to it are there.',
    look: (step) => {
      const grant = param(step, 'grant_type')
      if (grant === undefined) return 'grant_type is missing.'
      if (isCode(step) && !has(paramsOf(step), 'code')) return 'The code is missing.'
      return isRefresh(step) && !has(paramsOf(step), 'refresh_token') ? 'The refresh token is missing.' : undefined
    },
  },
  {
    id: 'token.redirect-uri',
    cites: 'RP-TOKEN-REQUEST',
    at: ['token'],
    right: 'The redirect URI is the one of the authorization request.',
    look: sameRedirect,
  },
  { id: 'code.once', cites: 'RP-TOKEN-REQUEST', at: ['token'], right: 'The code is redeemed once.', look: onceOnly },
  {
    id: 'refresh.rotated',
    cites: 'RP-REFRESH',
    at: ['token'],
    right: 'The newest refresh token is used.',
    look: rotated,
  },
  {
    id: 'exchange.audience',
    cites: 'MIG-TX-AUDIENCE',
    at: ['token'],
    right: 'The audience is a client.',
    look: audience,
  },
]
