import type { ClientAuthMethod } from '#fixtures/schema/client.ts'
import { has, type Step } from '../step.ts'
import { nothing, type Opinion, type Rule, type Scene } from './rule.ts'

/** How a client said who it is; several, where it did so more than once. */
const shownBy = (step: Step): readonly ClientAuthMethod[] => {
  const ways: ClientAuthMethod[] = []
  if (/^basic\s/i.test(step.authorization ?? '')) ways.push('client_secret_basic')
  if (has(step.form, 'client_secret') || has(step.query, 'client_secret')) ways.push('client_secret_post')
  if (has(step.form, 'client_assertion')) ways.push('private_key_jwt')
  return ways
}

const names: Readonly<Record<ClientAuthMethod, string>> = {
  client_secret_basic: 'Basic authentication',
  client_secret_post: 'a secret in the form',
  client_secret_jwt: 'a signed assertion',
  private_key_jwt: 'a signed assertion',
  none: 'no authentication',
}

const wordsFor = (methods: readonly ClientAuthMethod[]): string =>
  methods.length === 0 ? names.none : methods.map((method) => names[method]).join(' and ')

const asRegistered = (step: Step, { client }: Scene): Opinion => {
  const ways = shownBy(step)
  if (!client || ways.length > 1) return nothing
  const [way = 'none'] = ways
  return names[way] === names[client.auth]
    ? undefined
    : `The client is registered with ${names[client.auth]} (${client.auth}), and came with ${names[way]}.`
}

const AUTHENTICATED = ['token', 'revocation', 'introspection', 'pushedAuthorization']

export const clientAuth: readonly Rule[] = [
  {
    id: 'client-auth.one',
    cites: 'RP-TOKEN-REQUEST',
    at: [...AUTHENTICATED, 'deviceAuthorization'],
    right: 'The client says in one way who it is.',
    look: (step) => {
      const ways = shownBy(step)
      return ways.length > 1 ? `The client comes with ${wordsFor(ways)} at once.` : undefined
    },
  },
  {
    id: 'client-auth.as-registered',
    cites: 'RP-TOKEN-REQUEST',
    at: ['token', 'revocation', 'pushedAuthorization'],
    right: 'The client authenticates as it is registered.',
    look: asRegistered,
  },
  {
    id: 'client-auth.right',
    cites: 'RP-TOKEN-REQUEST',
    at: AUTHENTICATED,
    right: 'The issuer believed who the client is.',
    look: ({ answer }) =>
      answer.error === 'invalid_client' || answer.error === 'unauthorized_client'
        ? 'The issuer does not believe that this is the client: look at the secret, and at the encoding of special characters in it.'
        : undefined,
  },
  {
    id: 'introspection.confidential',
    cites: 'MIG-INTROSPECTION',
    at: ['introspection'],
    right: 'A confidential client introspects.',
    look: (step) =>
      shownBy(step).length === 0 ? 'Nobody says who introspects: only a confidential client may.' : undefined,
  },
  {
    id: 'device.secret',
    cites: 'MIG-DEVICE-SECRET',
    at: ['deviceAuthorization'],
    right: 'The device request says who the client is, as it is registered.',
    look: (step, { client }) => {
      if (!client || step.method !== 'POST') return nothing
      return client.auth !== 'none' && shownBy(step).length === 0
        ? 'The client is confidential, and sends no secret to the device endpoint.'
        : undefined
    },
  },
]
