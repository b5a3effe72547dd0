import { has, param, paramsOf, type Step } from '../step.ts'
import { bare, isOpenHttp, nothing, type Opinion, type Rule, type Scene } from './rule.ts'

const scopesOf = (step: Step): readonly string[] => (param(step, 'scope') ?? '').split(/ +/).filter(Boolean)

const missing = (step: Step): Opinion => {
  const absent = ['client_id', 'redirect_uri', 'scope', 'response_type'].filter(
    (name) => param(step, name) === undefined,
  )
  return absent.length === 0 ? undefined : `Missing: ${absent.join(', ')}.`
}

/** A client may be registered for fewer scopes than its issuer has. */
const registered = (step: Step, { client, profile }: Scene): Opinion => {
  if (!client) return nothing
  const known = new Set([...(client.scopes ?? Object.keys(profile.scopes)), 'openid'])
  const strangers = scopesOf(step).filter((scope) => !known.has(scope))
  return strangers.length === 0 ? undefined : `Not registered for this client: ${strangers.join(' ').slice(0, 200)}.`
}

const twice = (scopes: readonly string[]): readonly string[] => [
  ...new Set(scopes.filter((scope, index) => scopes.indexOf(scope) !== index)),
]

export const asking: readonly Rule[] = [
  {
    id: 'client.known',
    cites: 'RP-PARAMS',
    at: ['asking'],
    right: 'The client is registered here.',
    look: (step, { isClient }) => {
      const id = param(step, 'client_id')
      if (id === undefined) return nothing
      return isClient(id)
        ? undefined
        : `No client “${id.slice(0, 100)}” is registered here: register it above, or look for a slip.`
    },
  },
  {
    id: 'params.complete',
    cites: 'RP-PARAMS',
    at: ['asking'],
    right: 'client_id, redirect_uri, scope and response_type are there.',
    look: missing,
  },
  {
    id: 'params.response-type',
    cites: 'RP-PARAMS',
    at: ['asking'],
    right: 'It asks for a code.',
    look: (step) => {
      const type = param(step, 'response_type')
      if (type === undefined) return nothing
      return type === 'code'
        ? undefined
        : `response_type is “${type.slice(0, 60)}”, not code: tokens would travel in addresses.`
    },
  },
  {
    id: 'scope.openid',
    cites: 'RP-PARAMS',
    at: ['asking'],
    right: 'The scope openid is there.',
    look: (step) => {
      if (param(step, 'scope') === undefined) return nothing
      return scopesOf(step).includes('openid')
        ? undefined
        : 'The scope openid is missing: without it this is no OpenID Connect, and no ID token comes.'
    },
  },
  {
    id: 'scope.once',
    cites: 'RP-PARAMS',
    at: ['asking'],
    // The issuers take it as if it stood there once.
    level: 'SHOULD',
    right: 'Each scope is there once.',
    look: (step) => {
      const repeated = twice(scopesOf(step))
      if (param(step, 'scope') === undefined) return nothing
      return repeated.length === 0
        ? undefined
        : `Asked for twice: ${repeated.join(' ').slice(0, 200)}. The library may add it by itself.`
    },
  },
  { id: 'scope.registered', cites: 'RP-PARAMS', at: ['asking'], right: 'The scopes are registered.', look: registered },
  {
    id: 'redirect-uri.registered',
    cites: 'RP-PARAMS',
    at: ['asking'],
    right: 'The issuer took the redirect URI.',
    look: (step, { client }) => {
      const uri = param(step, 'redirect_uri')
      if (uri === undefined || !client) return nothing
      // Where the issuer shows a page of its own instead of leading back, it does not trust the address.
      const isRefused =
        step.answer.status >= 400 && step.answer.location === undefined && !client.redirectUris.includes(uri)
      return isRefused
        ? `The redirect URI ${bare(uri)} is not registered: register it above, to the letter.`
        : undefined
    },
  },
  {
    id: 'redirect-uri.https',
    cites: 'RP-HTTPS',
    at: ['asking'],
    right: 'The redirect URI is https, or stays on this machine.',
    look: (step) => {
      const uri = param(step, 'redirect_uri')
      if (uri === undefined) return nothing
      return isOpenHttp(uri)
        ? `The redirect URI ${bare(uri)} is http: the code travels for everybody to read.`
        : undefined
    },
  },
  {
    id: 'redirect-uri.no-fragment',
    cites: 'RP-PARAMS',
    at: ['asking'],
    right: 'The redirect URI has no fragment.',
    look: (step) => {
      if (!has(paramsOf(step), 'redirect_uri')) return nothing
      return (param(step, 'redirect_uri') ?? '').includes('#')
        ? 'The redirect URI has a fragment, which RFC 6749 (3.1.2) forbids.'
        : undefined
    },
  },
]
