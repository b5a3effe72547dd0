import type { Bend, FaultPlace } from '#fixtures/schema/fault.ts'

/** The places, in the order of a login, as a reader calls them. */
export const places: Readonly<Record<FaultPlace, string>> = {
  discovery: 'The discovery document',
  jwks: 'The published keys',
  'authorization.response': 'What comes back to the redirect URI',
  'token.response': 'What the token endpoint gives',
  'id-token': 'Claims and signature of the ID token',
  'id-token.header': 'The header of the ID token',
  'access-token': 'Claims and signature of the access token',
  'refresh-token': 'Claims of the refresh token',
  claims: 'Claims about the user, wherever userinfo has them from',
  'userinfo.response': 'What userinfo tells',
  'introspection.response': 'What introspection tells',
  'device.response': 'What a device is told when it begins',
  'api.response': 'What an API answers to a good call',
  'gatekeeper.request': 'What a gatekeeper tells an API',
  'saml.metadata': 'What an identity provider publishes',
  'saml.request': 'What an identity provider makes of a request',
  'saml.response': 'What a SAML response says of itself',
  'saml.assertion': 'What a SAML assertion says',
  'saml.signature': 'How SAML messages are signed',
  'saml.document': 'The text of a SAML response, once it is signed',
  'saml.logout': 'SAML logout messages',
  refusal: 'How it refuses',
  answer: 'Whole answers: status, headers, body',
  document: 'What is handed in to be looked at',
  behaviour: 'What it does, and what it fails to look at',
}

const LONGEST = 60

const valueInWords = (value: unknown): string => {
  if (typeof value === 'function') return 'computed from the old value'
  const text = JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

const assignments = (verb: string, values: Readonly<Record<string, unknown>> = {}): readonly string[] =>
  Object.entries(values).map(([name, value]) => `${verb} ${name}: ${valueInWords(value)}`)

const list = (verb: string, names: readonly string[] = []): readonly string[] =>
  names.length === 0 ? [] : [`${verb} ${names.join(', ')}`]

const replaced = ({ replace }: Bend): readonly string[] =>
  replace === undefined ? [] : [`write ${valueInWords(replace[1].trim())} for ${valueInWords(replace[0].trim())}`]

const answered = ({ answer }: Bend): readonly string[] => {
  if (!answer) return []
  const { status, headers = {}, body } = answer
  const location = headers.Location === undefined ? '' : ` to ${headers.Location}`
  return [`answer ${status ?? (body === undefined ? 'with other headers' : 'another body')}${location}`]
}

const endpointOf = ({ on, method, of }: Bend): readonly string[] => [
  ...(on === undefined ? [] : [`${[method, on].filter(Boolean).join(' ')}:`]),
  ...(of === undefined ? [] : [`${of.join(', ')}:`]),
]

/** The verb of a bend with what it is applied to: `remove nonce`. */
export const describeBend = (bend: Bend): string =>
  [
    endpointOf(bend).join(' '),
    [
      ...assignments('set', bend.set),
      ...list('remove', bend.remove),
      ...list('repeat', bend.repeat),
      ...replaced(bend),
      ...(bend.sign === undefined ? [] : [`sign ${bend.sign}`]),
      ...answered(bend),
      ...(bend.delay === undefined ? [] : [`delay ${bend.delay} ms`]),
      ...(bend.cut === undefined ? [] : [`cut ${bend.cut} the answer`]),
      ...list('skip', bend.skip),
      ...list('sees', bend.sees),
      ...assignments('behave', bend.behave),
    ].join(', ') || 'the variant itself',
  ]
    .filter(Boolean)
    .join(' ')
