import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Library, libraries } from '#libraries/index.ts'
import type { Check, ScenarioResult } from '#reports/model.ts'
import manifest from '../../package.json' with { type: 'json' }
import { clientLibraries } from './client-libraries.ts'
import { pageOf } from './page.ts'
import type { Row } from './row.ts'

const [library] = libraries as readonly [Library, ...Library[]]

const result = (id: string, title: string, ...checks: readonly Check[]): ScenarioResult => ({
  ...{ id: `oidc.rp.${id}`, title, target: library.id, tags: [], driver: 'http', verdict: 'pass' },
  ...{ checks, evidence: [], durationMs: 1 },
})

const user = `${'0123456789abcdef'.repeat(4)}@aai.openaire.eu`
const letIn = `expected nobody signed in; got ${user} signed in (200 /)`

const row: Row = {
  ...{ subject: library, version: '1.2.3' },
  results: [
    result('id-token.none', 'does not fall for an ID token without a signature', {
      ...{ cites: 'RP-IDT-SIGNATURE', verdict: 'fail', message: letIn },
    }),
    result('session.lifetime', 'ends with its token', {
      ...{ cites: 'RP-SESSION', verdict: 'skip', message: 'Target "x" does not say a page: add tokenPage.' },
    }),
    result('id-token.broken', 'does not fall for a broken signature', {
      ...{ cites: 'RP-IDT-SIGNATURE', verdict: 'warn', message: `TLS stands in for it. Seen: ${letIn}` },
    }),
    result('id-token.critical', 'does not fall for a critical header', {
      ...{ cites: 'RP-IDT-SIGNATURE', verdict: 'pass', message: 'Got nobody signed in (500 /, by a breakdown).' },
    }),
    result('id-token.sub-number', 'does not fall for a number', {
      ...{ cites: 'RP-IDT-CLAIMS', verdict: 'fail', message: 'expected nobody | signed in; got 12 signed in (200 /)' },
    }),
    result('token.cut', 'does not fall for half an answer', {
      ...{ cites: 'RP-ERROR', verdict: 'skip' },
      message: 'Silence is no refusal: GET http://localhost:4711/cb?state (24 characters, #d3)&code: no whole answer.',
    }),
    result('logout.cookie-of-before', 'takes the cookies of before for nothing', {
      ...{ cites: 'LOGOUT-RP', verdict: 'fail', message: `the user there: expected '${user}' to be undefined` },
    }),
    result('id-token.nonce', 'does not fall for another nonce', {
      ...{ cites: 'RP-NONCE', verdict: 'not-applicable', message: 'It sent none.' },
    }),
  ],
}

const page = pageOf(
  clientLibraries,
  [row, { subject: library, results: [], failure: 'It is not installed.' }],
  '2026-11-22',
)

describe('the page', () => {
  test('counts what was found, by what a reader compares libraries by', () => {
    const line = `| [openid-client 1.2.3](#openid-client) | – | – | – | ✗ 1 ! 1 ✓ 1 | ✗ 1 | – | – | – | – | ? 1 | – | ✗ 1 | – | – |`
    expect(page).toContain(line)
    expect(page).toContain('on 2026-11-22: every scenario for services, 8 of them')
  })

  test('says of each finding what it was, and nothing that another run would draw anew', () => {
    expect(page).toContain(
      '\n- ✗ [`id-token.none`](catalogue.md#oidc.rp.id-token.none) an ID token without a signature\n',
    )
    expect(page).toContain('#oidc.rp.logout.cookie-of-before) takes the cookies of before for nothing\n')
    expect(page).toContain('\n- ! TLS stands in for it.\n  - [`id-token.broken`]')
    expect(page).toContain('a number: expected nobody \\| signed in; got 12 signed in (200 /)')
    expect(page).toContain('- Silence is no refusal: GET http://localhost/cb: no whole answer. (`token.cut`)')
    expect(page).toContain('- It sent none. (`id-token.nonce`)')
    expect(page).toContain('Of what it refused, 1 times the answer had a status of 500 or above.')
    expect(page).not.toMatch(/4711|0123456789|tokenPage/)
  })

  test('leaves nobody out who could not be played', () => {
    expect(page).toContain('| [openid-client (not installed)](#openid-client) | – |')
    expect(page).toContain('**Not played:** It is not installed.')
  })
})

describe('docs/client-libraries.md', () => {
  const written = readFileSync(new URL('../../docs/client-libraries.md', import.meta.url), 'utf8')
  const versions: Readonly<Record<string, string>> = manifest.devDependencies

  test.for(libraries)('has a row for $id, of the version in use', ({ id, title, software, from, careful }) => {
    const version = from === 'npm' ? versions[software] : '[^\\s,\\]]+'
    const name = `${title} ${version}${careful === undefined ? '' : ', with care'}`
    expect(written).toMatch(new RegExp(`^\\| \\[${name.replace(/[().]/g, '\\$&')}\\]\\(#${id}\\) \\|.* [✗!✓] \\d`, 'm'))
    expect(written).toContain(`<a id="${id}"></a>`)
  })
})

test('every service has its library, and every library its service', () => {
  const parts = ['apache.ts', 'code-flow.ts', 'index.ts', 'service.ts', 'single-page.ts', 'site.ts', 'software.ts']
  const files = readdirSync(new URL('../../libraries/', import.meta.url)).filter((name) => name.endsWith('.ts'))
  const programs = new Set(libraries.map(({ program }) => program))
  expect(files.filter((name) => !parts.includes(name)).toSorted()).toEqual([...programs].toSorted())
})
