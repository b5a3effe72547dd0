import type { Answer } from '#fixtures/schema/dialect.ts'

const invalid = (description: string) => ({ status: 401, error: 'invalid_token', description }) as const

/**
 * Reasons for which an API, or a gatekeeper before it, turns a request away, and how it says so (RFC 6750 section 3).
 * A fault may make it blind to each. Those without an answer of their own are what a gatekeeper takes off a request.
 */
export const apiConditions = {
  'api.token-missing': { status: 401 },
  'api.token-in-query': { status: 401 },
  'api.token-repeated': {
    status: 400,
    error: 'invalid_request',
    description: 'The token was sent more than once, or in more than one way',
  },
  'api.token-malformed': invalid('This is no access token'),
  'api.token-unknown': invalid('The token is not known, or no longer good'),
  'api.expired': invalid('The token has expired'),
  'api.unsigned': invalid('The token is not signed'),
  'api.algorithm': invalid('The token is signed in a way that is not agreed'),
  'api.key': invalid('The token is signed with no published key of the issuer'),
  'api.embedded-key': invalid('The token brings its own key'),
  'api.type': invalid('The token is no access token'),
  'api.issuer': invalid('The token is of another issuer'),
  'api.audience': invalid('The token is not for this API'),
  'api.expiry-missing': invalid('The token does not say when it ends'),
  'api.lifetime': invalid('The token lives longer than agreed'),
  'api.not-yet': invalid('The token is for later'),
  'api.scope': { status: 403, error: 'insufficient_scope', description: 'The token has not the scope of this API' },
  'api.user-missing': { status: 403, description: 'This is for users, and the request was made by a system' },
  'api.user-present': { status: 403, description: 'This is for systems, and the request was made for a user' },
  'api.caller': { status: 401, description: 'This API is called by its gatekeeper only' },
  'gatekeeper.forged-header': {},
  'gatekeeper.forged-underscores': {},
  'gatekeeper.forged-old-name': {},
} as const satisfies Readonly<Record<string, Omit<Answer, 'as'>>>

export type ApiCondition = keyof typeof apiConditions
