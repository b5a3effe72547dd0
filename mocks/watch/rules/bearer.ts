import { has, param, type Step } from '../step.ts'
import { nothing, type Opinion, type Rule, type Scene } from './rule.ts'

const inHeader = (step: Step): Opinion => {
  if (has(step.query, 'access_token')) return 'The access token stands in the address, where logs and proxies keep it.'
  if (has(step.form, 'access_token'))
    return 'The access token is sent in a form; it belongs into the Authorization header.'
  if (step.authorization === undefined) return 'No access token is sent: it belongs into the Authorization header.'
  return /^bearer /i.test(step.authorization)
    ? undefined
    : 'The Authorization header is not of the form “Bearer TOKEN”.'
}

const bearerOf = ({ authorization }: Step): string | undefined => /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1]

/** One refusal is how a service learns that a token has ended. */
const alive = (step: Step, { login }: Scene): Opinion => {
  const token = bearerOf(step)
  if (token === undefined) return nothing
  const refused = login.steps.find(
    (other) =>
      other.number < step.number &&
      other.endpoint === step.endpoint &&
      bearerOf(other) === token &&
      other.answer.status === 401,
  )
  return (
    refused &&
    `The token was refused in step ${refused.number}, and is used again: refresh it, or let the user log in anew.`
  )
}

const asked = (step: Step, { login }: Scene): Opinion => {
  const isFirst = param(step, 'grant_type') === 'authorization_code' && step.answer.gives.access_token !== undefined
  if (!isFirst || login.steps.some(({ endpoint }) => endpoint === 'userinfo')) return nothing
  return { aside: 'Userinfo was not asked for: the service knows of its user what the tokens say, and no more.' }
}

export const bearer: readonly Rule[] = [
  {
    id: 'userinfo.asked',
    cites: 'RP-USERINFO-HEADER',
    at: ['token'],
    right: 'Userinfo was asked for.',
    look: asked,
  },
  {
    id: 'userinfo.header',
    cites: 'RP-USERINFO-HEADER',
    at: ['userinfo'],
    right: 'The access token goes in the Authorization header.',
    look: inHeader,
  },
  {
    id: 'userinfo.alive',
    cites: 'RP-REFRESH',
    at: ['userinfo'],
    right: 'The access token was not refused before.',
    look: alive,
  },
]
