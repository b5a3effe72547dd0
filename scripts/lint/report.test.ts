import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DocumentKind } from '#fixtures/schema/document.ts'
import { lint } from '#lint/index.ts'
import { lintRegistrationFile } from '#lint/registration/linted.ts'
import { clean } from '#lint/registration/testing/broken.ts'
import { otherSamples, phpSamples, serverSamples } from '#lint/testing/files.ts'
import { listSamples } from '#lint/testing/lists.ts'
import { readResult } from '#reports/read.ts'
import { writeLintReports } from './report.ts'

const root = new URL('../../', import.meta.url)
const cited = (kind: DocumentKind): string =>
  globSync(`suites/${kind}/*.suite.ts`, { cwd: root })
    .map((file) => readFileSync(new URL(file, root), 'utf8'))
    .join('\n')

/** How the example client is configured is asked of its preset here, and accounted for elsewhere. */
const ELSEWHERE = ['RP-EXAMPLE-CLIENT']

test('there is a scenario for all that can be found in a file', async () => {
  const registration = await lintRegistrationFile('service.yaml', clean, { folder: '.' })
  const all = [...phpSamples, ...serverSamples, ...otherSamples, ...listSamples].map(({ name, text }) =>
    lint(name, text),
  )
  for (const is of ['registration', 'configuration'] as const) {
    const of = [registration, ...all].filter((each) => each.is === is)
    const rows = new Set(of.flatMap(({ judged }) => judged.map(({ cites }) => cites)))
    const suites = cited(is)
    expect([...rows].filter((row) => !suites.includes(`'${row}'`) && !ELSEWHERE.includes(row))).toEqual([])
  }
})

test('what was found is judged as in any run, and told by the same reports', async () => {
  const out = await mkdtemp(join(tmpdir(), 'aai-report-'))
  onTestFinished(() => rm(out, { recursive: true }))
  const secret = 'very-geheim-4711'
  const text = clean
    .replace('country: NO', 'country: Atlantis')
    .replace('website: https://', `website: http://ada:${secret}@`)
  const environment = `OIDC_ISSUER=https://aai.openaire.eu/oidc # ${secret}\nOIDC_REDIRECT_URI=http://a:${secret}@maps.eu/?key=${secret}\nOIDC_CLIENT_SECRET=${secret}\n`
  await writeLintReports(
    [
      { text, linted: await lintRegistrationFile('service.yaml', text, { folder: '.' }) },
      { text: environment, linted: lint('.env', environment) },
    ],
    out,
  )
  expect((await readdir(out)).toSorted()).toEqual(['index.html', 'junit.xml', 'result.json', 'summary.md'])
  const { run, targets, scenarios } = await readResult(join(out, 'result.json'))
  expect(run.complete).toBe(true)
  expect(targets.map(({ id, plays }) => [id, plays])).toEqual([
    ['service.yaml', 'registration'],
    ['.env', 'configuration'],
  ])
  const verdicts = scenarios.flatMap(({ target, checks }) =>
    checks.map(({ cites, verdict }) => `${target} ${cites} ${verdict}`),
  )
  for (const each of [
    'service.yaml REG-COUNTRY fail',
    'service.yaml REG-WEBSITE fail',
    'service.yaml REG-NAME pass',
    'service.yaml REG-LOGO-SIZE skip',
    '.env MIG-ENDPOINTS fail',
    '.env MIG-LOGOUT-PARAM not-applicable',
    '.env CLAIM-AUTHZ not-applicable',
  ])
    expect(verdicts).toContain(each)
  expect(await readFile(join(out, 'result.json'), 'utf8')).not.toContain(secret)
  expect(JSON.stringify(scenarios)).toContain('service.yaml:10 \\"Atlantis\\" is no country')
})
