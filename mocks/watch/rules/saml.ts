import conditions from '#fixtures/saml-conditions.json' with { type: 'json' }
import type { Step } from '../step.ts'
import { nothing, type Opinion, type Rule } from './rule.ts'

type Condition = keyof typeof conditions
type Message = NonNullable<Step['saml']>

/** What the identity provider itself looks at: it would refuse the request, and here it says why. */
interface Looked {
  readonly cites: Rule['cites']
  readonly for: readonly Condition[]
  readonly right: string
  readonly at?: readonly string[]
}

const EVERYWHERE = ['saml-sso', 'saml-slo'] as const

const looked: Readonly<Record<string, Looked>> = {
  'saml.readable': {
    cites: 'SAMLCORE-3.2.1',
    for: ['saml.message-unreadable', 'saml.kind-wrong', 'saml.binding-unsupported', 'saml.version-wrong'],
    right: 'The message is SAML 2.0 that can be read.',
  },
  'saml.issuer': {
    cites: 'SAMLPROF-4.1.4.1',
    for: ['saml.issuer-unknown'],
    right: 'Its issuer is the entityID of a service that is registered.',
  },
  'saml.destination': {
    cites: 'SAMLCORE-3.2.1',
    for: ['saml.destination-wrong', 'saml.destination-missing'],
    right: 'It was meant for this address.',
  },
  'saml.fresh': { cites: 'SAMLCORE-3.2.1', for: ['saml.request-stale'], right: 'It was made just now.' },
  'saml.acs': {
    cites: 'SAMLCORE-3.4.1',
    for: ['saml.acs-unknown', 'saml.acs-index-unknown', 'saml.acs-ambiguous', 'saml.response-binding-unsupported'],
    right: 'The answer goes to an address of its metadata.',
    at: ['saml-sso'],
  },
}

const lookedRules: readonly Rule[] = Object.entries(looked).map(
  ([id, { cites, for: wrong, right, at = EVERYWHERE }]) => ({
    ...{ id, cites, at, right },
    look: ({ saml }) => {
      if (!saml) return nothing
      if (saml.refused === undefined) return undefined
      // What comes after the first thing that is wrong, nobody has looked at.
      return wrong.some((condition) => condition === saml.refused) ? (saml.why ?? saml.refused) : nothing
    },
  }),
)

const signature = ({ saml }: Step): Opinion => {
  if (!saml) return nothing
  const { state } = saml.signature
  if (saml.refused === 'saml.signature-invalid' || saml.refused === 'saml.signature-missing') return saml.why
  if (state === 'absent')
    return { aside: 'It is not signed: whoever leads a browser here can ask in the name of the service.' }
  return state === 'valid' ? undefined : nothing
}

const ID_LETTERS = 16

/** SAML core section 1.3.4: 128 bits, behind what may begin a name. */
const guessable = ({ message }: Message, earlier: readonly string[]): Opinion => {
  if (message === undefined) return nothing
  const { id } = message
  if (!/^[A-Za-z_]/.test(id)) return 'The ID begins with what no name may begin with: put an underscore before it.'
  if (id.length < ID_LETTERS) return `The ID has ${id.length} characters only, so that it can be guessed.`
  const digits = /^\D*(\d+)$/.exec(id)?.[1] ?? ''
  if (digits.length < 30 && digits.length > id.length / 2)
    return 'The ID is a number, which may be a time or a counter.'
  const counted = earlier.some(
    (other) =>
      other.length === id.length &&
      other !== id &&
      [...id].filter((sign, at) => sign !== other[at]).length <= id.length / 4,
  )
  return counted ? 'The ID is nearly the one of an earlier request: it is counted, not drawn by chance.' : undefined
}

const MOST_RELAY_STATE = 80

const drawn: readonly Rule[] = [
  {
    id: 'saml.id-new',
    cites: 'SAMLCORE-1.3.4',
    at: ['saml-sso'],
    right: 'No earlier request had this ID.',
    look: ({ saml }, { earlier }) => {
      const id = saml?.message?.id
      if (id === undefined) return nothing
      const before = earlier.findLast((login) => login.drawn.ID === id)
      return before && `The ID is the one of login ${before.number}: it has to be new each time.`
    },
  },
  {
    id: 'saml.id-unguessable',
    cites: 'SAMLCORE-1.3.4',
    at: ['saml-sso'],
    right: 'The ID looks drawn by chance, and is long enough.',
    look: ({ saml }, { earlier }) =>
      saml
        ? guessable(
            saml,
            earlier.slice(-20).flatMap((login) => login.drawn.ID ?? []),
          )
        : nothing,
  },
  {
    id: 'saml.relay-state',
    cites: 'SAMLBIND-3.4.3',
    at: EVERYWHERE,
    right: 'RelayState is short enough.',
    look: ({ saml }) => {
      const size = saml?.relayState === undefined ? undefined : Buffer.byteLength(saml.relayState)
      if (size === undefined) return nothing
      return size > MOST_RELAY_STATE
        ? `RelayState has ${size} bytes, and no more than ${MOST_RELAY_STATE} may be relied on.`
        : undefined
    },
  },
]

const signed: readonly Rule[] = [
  {
    id: 'saml.signature',
    cites: 'SAMLBIND-3.4.4.1',
    at: ['saml-sso'],
    right: 'Its signature is valid.',
    look: signature,
  },
  {
    id: 'saml.logout-signature',
    cites: 'SAMLPROF-4.4.3',
    at: ['saml-slo'],
    right: 'Its signature is valid.',
    look: signature,
  },
  {
    id: 'saml.sha1',
    cites: 'XMLDSIG-6.1',
    at: EVERYWHERE,
    right: 'It is signed without SHA-1.',
    look: ({ saml }) => {
      if (saml?.signature.state !== 'valid') return nothing
      return saml.signature.weak
        ? `It is signed with ${saml.signature.algorithm}, and SHA-1 proves nothing any more.`
        : undefined
    },
  },
  {
    id: 'saml.logout-names',
    cites: 'SAMLPROF-4.4.3',
    at: ['saml-slo'],
    right: 'The request names user and session.',
    look: ({ saml }) => {
      if (saml?.kind !== 'LogoutRequest' || !saml.message || !('sessionIndexes' in saml.message)) return nothing
      const { nameId, sessionIndexes } = saml.message
      if (!nameId) return 'The request names no user whose session ends.'
      return sessionIndexes.length > 0
        ? undefined
        : 'The request names no session (SessionIndex): all of the user would end.'
    },
  },
]

/** What services send to the identity provider. */
export const saml: readonly Rule[] = [...lookedRules, ...drawn, ...signed]
