import type { KeyObject } from 'node:crypto'
import { authenticityOf, type Received, receivePost, receiveRedirect } from '#mocks/saml/receive.ts'
import type { SignatureFacts } from '../contract-saml.ts'
import type { Landing } from '../drivers/agent.ts'

export type MessageName = 'SAMLRequest' | 'SAMLResponse'

/** A message on its way through the browser. */
export interface Carried {
  /** Where it was to go. */
  readonly to: string
  readonly name: MessageName
  /** As it stands in the parameter. */
  readonly packed: string
  readonly relayState?: string
  readonly carriedBy: 'query' | 'fragment' | 'form_post'
}

/** Without the message itself, which an address may hold. */
export const addressOf = ({ to, carriedBy }: Carried): string =>
  carriedBy === 'form_post' ? to : (to.split('?')[0] ?? '')

const named = (params: Readonly<Record<string, string>>): MessageName | undefined =>
  (['SAMLResponse', 'SAMLRequest'] as const).find((name) => name in params)

const carried = (
  to: string,
  params: Readonly<Record<string, string>>,
  carriedBy: Carried['carriedBy'],
): Carried | undefined => {
  const name = named(params)
  const { RelayState: relayState } = params
  return (
    name && { to, name, packed: params[name] ?? '', carriedBy, ...(relayState === undefined ? {} : { relayState }) }
  )
}

/** The form that a person has to send where no script does. */
const inForm = ({ page, answer }: Landing): Carried | undefined => {
  for (const form of page.forms) {
    const params = Object.fromEntries(form.fields.map(({ name, value }) => [name, value]))
    const to = URL.canParse(form.action, answer.url) ? new URL(form.action, answer.url).href : form.action
    const found = carried(to, params, 'form_post')
    if (found) return found
  }
  return undefined
}

/** The message with which a browser was to leave the identity provider, if it was. */
export const carriedIn = (landing: Landing): Carried | undefined => {
  const { callback, elsewhere } = landing
  if (callback) return carried(callback.url, callback.params, callback.carriedBy)
  const found = inForm(landing)
  if (found || elsewhere === undefined || !URL.canParse(elsewhere)) return found
  return carried(elsewhere, Object.fromEntries(new URL(elsewhere).searchParams), 'query')
}

/** What was carried, read and not believed. Throws an Error of one sentence for what is no message. */
export const opened = ({ to, name, packed, relayState, carriedBy }: Carried): Received => {
  if (carriedBy !== 'form_post') return receiveRedirect(new URL(to).search.slice(1))
  return receivePost(
    new URLSearchParams({ [name]: packed, ...(relayState === undefined ? {} : { RelayState: relayState }) }),
  )
}

/** Of an address that is signed as a whole; undefined for other messages. */
export const signatureOfAddress = (received: Received, keys: readonly KeyObject[]): SignatureFacts | undefined => {
  if (!received.detached) return undefined
  const made = authenticityOf(received, keys)
  const { algorithm } = received.detached
  const why = made.state === 'invalid' ? { why: made.why } : {}
  return { valid: made.state === 'valid', ...why, algorithm, transforms: [], references: [] }
}
