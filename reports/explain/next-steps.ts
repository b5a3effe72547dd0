import contacts from '#fixtures/explanations/contacts.json' with { type: 'json' }
import type { Facts } from './facts.ts'

/** What to do about an error that nobody has explained yet. */
export interface NextSteps {
  readonly who: string
  /** An address, of mail or of the web. */
  readonly where?: string
  /** What they will ask for. */
  readonly send: readonly string[]
}

const send: readonly string[] = [
  'the time, in UTC and to the second, and whether it happens every time',
  'the environment (BETA or production) and the client_id',
  'the address of the page that failed, without code, tokens and secrets',
  'the answer as it came: status, headers, body; or a picture of the page',
  'the lines of your own log and of your proxy at that second',
  'what was changed last',
]

const contactFor = ({ addresses }: Facts) =>
  contacts.find(({ host }) => addresses.some((address) => address.host === host || address.host.endsWith(`.${host}`)))

/** Whom to ask, by the hosts that the input names. */
export const nextSteps = (facts: Facts): NextSteps => {
  const contact = contactFor(facts)
  return {
    who: contact?.who ?? 'the team of the AAI that you log in with',
    ...(contact && { where: contact.where }),
    send,
  }
}
