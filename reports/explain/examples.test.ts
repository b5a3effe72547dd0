import { describe, expect, test } from 'vitest'
import { explanations } from '#fixtures/explanations/index.ts'
import { explain } from './index.ts'

const idsFor = (input: string): readonly string[] => explain(input).hits.map(({ explanation }) => explanation.id)

describe.for(explanations)('$id', ({ id, examples }) => {
  test.for(examples.recognised)('comes first for %j', (input) => {
    expect(idsFor(input)[0]).toBe(id)
  })

  test.for(examples.nearMisses)('does not come for %j', (input) => {
    expect(idsFor(input)).not.toContain(id)
  })
})

// In the guide’s own words, as people have them in their heads.
test.for([
  ['missing code_challenge', 'pkce.challenge-missing'],
  ['missing code_challenge_method', 'pkce.method-missing'],
  ['missing code_verifier', 'pkce.verifier-missing'],
  ['invalid_code', 'code.not-valid'],
  ['invalid_redirect_uri', 'authorization.redirect-uri'],
  ['invalid redirect_uri', 'authorization.redirect-uri'],
  ['invalid_token', 'userinfo.token-invalid'],
  ['401 Unauthorized at userinfo', 'userinfo.token-invalid'],
  ['502 Bad Gateway', 'proxy.bad-gateway'],
  ['upstream sent too big header', 'proxy.response-header-too-large'],
  ['"description": "audience not found"', 'exchange.audience-unknown'],
] as const)('the guide’s %j is explained by %s', ([input, id]) => {
  expect(idsFor(input)[0]).toBe(id)
})

test('three are shown at most, the most precise first', () => {
  const log = [
    'RPError: state mismatch, expected a, got: b',
    '{"error":"invalid_grant","error_description":"Code not valid"}',
    'upstream sent too big header while reading response header from upstream',
    'https://aai.openaire.eu/oidc/token',
    'Invalid parameter: redirect_uri',
  ].join('\n')
  const { hits } = explain(log)
  expect(hits).toHaveLength(3)
  const scores = hits.map(({ match }) => match.score)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
})

test('what tells only what a code means leaves when something precise is found', () => {
  expect(idsFor('{"error":"invalid_grant","error_description":"what is this"}')).toEqual(['oauth.invalid-grant'])
  expect(idsFor('{"error":"invalid_grant","error_description":"Code not valid"}')).toEqual(['code.not-valid'])
})

test.for(['', 'hello', 'it does not work', '404', 'HTTP/1.1 200 OK', '{"ok":true}', 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln'])(
  'nothing is made of %j',
  (input) => {
    expect(idsFor(input)).toEqual([])
  },
)
