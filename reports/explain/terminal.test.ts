import { expect, test } from 'vitest'
import { explanations } from '#fixtures/explanations/index.ts'
import { parties } from '#fixtures/schema/explanation.ts'
import { explain } from './index.ts'
import { explainedJson } from './json.ts'
import { renderExplained } from './terminal.ts'

const shown = (input: string, columns = 80): string => renderExplained(explain(input), { columns })

test('says what happened, where, why, what to do, what asks for it, and where to read on', () => {
  expect(
    shown('Missing parameter: code_challenge_method'),
  ).toBe(`   The registration asks for PKCE, and the login request brought no
   code_challenge_method

   where      the service
   seen       “Missing parameter: code_challenge_method” (keycloak-22,
              dataporten)
   happened   The provider sent the browser back from the authorization endpoint
              before anybody saw a login page.
   why        PKCE is switched on for this client_id, but the library at the
              service does not use it. Keycloak looks for the method first, so
              that this message comes even when the challenge is missing too.
   do         - Switch PKCE with S256 on in the library: it then sends
                code_challenge and code_challenge_method=S256 with every login.
              - If the library cannot, ask the AAI team to switch PKCE off for
                this client_id.
              - Log in again and look whether the address of the authorization
                request carries both parameters.
   asked by   - MIG-PKCE (MUST)
              - RFC7636-4.4.1-required (MUST)
   read       https://openaire.github.io/login-docs/docs/developer/guide-for-sps#pkce
`)
})

test('counts when there are several', () => {
  const text = shown('state mismatch, expected a, got: b\nupstream sent too big header\nCode not valid')
  expect(text).toMatch(/^3 explanations, the most likely first\./)
  expect(text).toMatch(/^1\. .*^2\. .*^3\. /ms)
})

test('fits the columns it is given, addresses apart', () => {
  for (const { examples } of explanations) {
    const lines = shown(examples.recognised[0] ?? '').split('\n')
    expect(lines.filter((line) => line.length > 80 && !/^ {3}read +https:/.test(line))).toEqual([])
  }
})

test('says plainly what it does not know, what it read, whom to ask, and what they need', () => {
  const text = shown('teapot at https://beta.aai.openaire.eu/auth/x with status 418')
  expect(text).toContain('Not recognised')
  expect(text).toContain('status 418')
  expect(text).toContain('beta.aai.openaire.eu/auth/x')
  expect(text).toContain('the OpenAIRE AAI team: aai@openaire.eu')
  expect(text).toContain('the time, in UTC')
})

test('names nobody where it cannot know', () => {
  expect(shown('teapot')).toContain('the team of the AAI that you log in with')
})

test('no control of the input reaches the terminal', () => {
  const bell = '{"error":"te\\u0007apot","error_description":"a\\u001b]0;x\\u0007b\\u202ec"}'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through.
  expect(shown(bell)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/)
})

test('every party has a name', () => {
  const named = parties.map((party) => {
    const { hits, facts } = explain('Code not valid')
    const changed = hits.map((hit) => ({ ...hit, explanation: { ...hit.explanation, party } }))
    return /where +(.*)/.exec(renderExplained({ hits: changed, facts }))?.[1]
  })
  expect(new Set(named).size).toBe(parties.length)
})

test('as JSON it holds the same, with what the requirements ask for', () => {
  const { explanations: given, recognised, format } = explainedJson(explain('Code not valid'))
  expect({ recognised, format }).toEqual({ recognised: true, format: 'aai-explanation/1' })
  expect(given[0]).toMatchObject({
    id: 'code.not-valid',
    party: 'service',
    recognisedBy: { found: ['“Code not valid”'] },
    requirements: expect.arrayContaining([expect.objectContaining({ id: 'CODE-ONCE', level: 'MUST' })]),
    see: expect.stringMatching(/^https:/),
  })
})

test('as JSON it says whom to ask where nothing is recognised', () => {
  expect(explainedJson(explain('teapot'))).toMatchObject({
    recognised: false,
    explanations: [],
    next: { send: expect.any(Array) },
  })
})
