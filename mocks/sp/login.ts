import type { Accounts } from '#mocks/rp/sessions.ts'
import type { NameId } from '#mocks/saml/messages.ts'
import { SAML } from '#mocks/saml/names.ts'
import { readNameId } from '#mocks/saml/read-messages.ts'
import { attributeOf, childOf, descend, type XmlElement } from '#mocks/xml/document.ts'
import { documentOf } from './as-read.ts'
import { checkAssertion, type Expected, lastsUntil } from './assertion.ts'
import { attributesIn, takeAttributes } from './attributes.ts'
import { believedIn, type Keys } from './believed.ts'
import { instantOf } from './instants.ts'
import type { Eyes } from './looks.ts'
import type { Replays } from './replay.ts'
import { checkResponse } from './response.ts'
import type { Attributes, Login } from './sessions.ts'

/** What is kept of logins. */
export interface Memory {
  readonly accounts: Accounts
  readonly replays: Replays
}

const SESSION = 8 * 3_600_000

const SCOPED = /^[^@\s]+@[^@\s]+$/

/** What the account of a user is found by; the one right way is the identifier that stays. */
const keyOf = (user: string, nameId: NameId | undefined, attributes: Attributes, eyes: Eyes): string => {
  if (eyes.has('keyed-by-mail')) return attributes.mail?.[0] ?? user
  if (eyes.has('keyed-by-name')) return attributes.displayName?.[0] ?? user
  return (eyes.has('keyed-by-name-id') ? nameId?.value : undefined) ?? user
}

const loginOf = (assertion: XmlElement, { accounts }: Memory, eyes: Eyes, now: number): Login => {
  const attributes = attributesIn(assertion, eyes)
  const { eduPersonUniqueId: identifiers = [] } = attributes
  eyes.look('subject', identifiers.length !== 1 || !SCOPED.test(identifiers[0] ?? ''))
  takeAttributes(attributes, eyes)
  const nameId = readNameId(descend(assertion, SAML, 'Subject', 'NameID'))
  const [user = nameId?.value ?? ''] = identifiers
  const statement = childOf(assertion, SAML, 'AuthnStatement')
  return {
    account: accounts.of(keyOf(user, nameId, attributes, eyes)),
    user,
    nameId,
    sessionIndex: attributeOf(statement, 'SessionIndex'),
    attributes,
    expiresAt: instantOf(statement, 'SessionNotOnOrAfter') ?? now + SESSION,
  }
}

/** Who came back with this response; throws a Refusal. */
export const completeLogin = (xml: string, expected: Expected, keys: Keys, memory: Memory, eyes: Eyes): Login => {
  const response = documentOf(xml, eyes)
  checkResponse(response, expected, eyes)
  const assertion = believedIn(response, keys, eyes)
  checkAssertion(assertion, expected, eyes)
  const login = loginOf(assertion, memory, eyes, expected.now)
  const id = attributeOf(assertion, 'ID') ?? ''
  eyes.look('replay', memory.replays.isReplayed(id, lastsUntil(assertion, expected.now), expected.now))
  return login
}
