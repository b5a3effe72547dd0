import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import type { RunResult } from '#reports/model.ts'
import { unpacked } from '#reports/testing/unpacked.ts'
import { aai } from './testing/aai.ts'

type Run = Awaited<ReturnType<typeof aai>>

const LIMIT = 480_000
const SEED = 'the same for both'

let [first, mixed]: readonly (Run | undefined)[] = []
let [plain, shuffled]: readonly (RunResult | undefined)[] = []
let written = ''

/** What the page has packed is written, too; the same header ten thousand times need not be searched as often. */
const differing = (text: string): string => [...new Set(text.split(/\n|(?=<(?:tr|pre|dt|dd|details)\b)/))].join('\n')

const SHUFFLED = 'openaire-beta'

// Everything that `npm start` does, and at one of its targets once more: in another order, and one at a time.
beforeAll(async () => {
  first = await aai('--seed', SEED)
  const { stdout, stderr } = await first.ended
  plain = await first.result()
  mixed = await aai('--seed', SEED, '-t', SHUFFLED, '--shuffle', '--concurrency', '1')
  await mixed.ended
  shuffled = await mixed.result()
  const folder = join(first.cwd, 'reports/out')
  const files = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')))
  written = [stdout, stderr, ...files.map((text) => differing(unpacked(text)))].join('\n')
}, LIMIT)

afterAll(async () => {
  await first?.remove()
  await mixed?.remove()
})

const verdicts = (result: RunResult | undefined) =>
  result?.scenarios
    .filter(({ target }) => target === SHUFFLED)
    .map(({ id, verdict, checks }) => [id, verdict, ...checks.map((each) => each.verdict)])

test('the order of scenarios, and how many are played at a time, changes no verdict', () => {
  expect(verdicts(plain)?.length).toBeGreaterThan(500)
  expect(verdicts(shuffled)).toEqual(verdicts(plain))
})

const profiles = ['openaire-beta', 'openaire-production', 'openaire-legacy', 'feide'].map((name) => loadProfile(name))
const secrets = profiles.flatMap(({ clients, people }) => [
  ...Object.values(clients).flatMap(({ clientId, secret }) => (secret ? [secret, `${clientId}:${secret}`] : [])),
  ...Object.values(people).map(({ password }) => password),
])

const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'percent-encoded': encodeURIComponent,
  'form-encoded': (text) => new URLSearchParams({ '': text }).toString().slice(1),
  base64: (text) => Buffer.from(text).toString('base64').replace(/=+$/, ''),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  'JSON in a string': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  HTML: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
}

describe('nothing that could be replayed stands in what a run writes and says', () => {
  test.for(Object.keys(encodings))('no secret and no password, %s', (name) => {
    const encode = encodings[name] ?? String
    expect(secrets.length).toBeGreaterThan(50)
    expect(secrets.filter((secret) => written.includes(encode(secret)))).toEqual([])
  })

  const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

  test.for([
    ['a token with its signature', /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{20,}/],
    ['a code', new RegExp(`${UUID}\\.${UUID}\\.${UUID}`)],
    [
      'the value of a session cookie',
      /(?:AUTH_SESSION_ID|KEYCLOAK_IDENTITY|KEYCLOAK_SESSION|KC_RESTART)(?:_LEGACY)?=[\w%/+-]{8,}/,
    ],
    ['the code of a login form', /session_code=[\w-]{20,}/],
    ['an Authorization header', /\b(?:Basic|Bearer) [A-Za-z0-9+/.-]{24,}/],
  ] as const)('not %s', ([, pattern]) => {
    expect(written).toContain('token request')
    expect(pattern.exec(written)?.[0]).toBeUndefined()
  })
})
