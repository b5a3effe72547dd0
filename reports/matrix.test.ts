import { expect, test } from 'vitest'
import { matrix } from './matrix.ts'
import type { Verdict } from './model.ts'
import { sampleResult } from './testing/sample-result.ts'

const sections = matrix(sampleResult)
const rowOf = (id: string) => sections.flatMap((section) => section.rows).find((row) => row.id === id)

test('a cell holds the worst verdict and the scenarios it comes from', () => {
  expect(rowOf('PKCE-VERIFIER-WRONG')?.cells).toEqual([
    { target: 'openaire-beta', verdict: 'fail', scenarios: ['oidc.op.pkce.wrong-verifier'] },
    { target: 'openaire-production', verdict: 'pass', scenarios: ['oidc.op.pkce.wrong-verifier'] },
  ])
})

test('a check counts for its own requirement, whatever became of the rest of its scenario', () => {
  expect(rowOf('PKCE-S256')?.cells[0]?.verdict).toBe('pass')
})

test('a requirement nobody cites has a row without verdicts', () => {
  expect(rowOf('LOGO-SIZE')?.cells.map((cell) => cell.verdict)).toEqual([undefined, undefined])
})

test('a document is as bad as its worst row', () => {
  const worst = sections.map(({ document, cells }) => [document, ...cells.map((cell) => cell.verdict ?? '-')])
  expect(worst).toEqual([
    ['OA', 'error', 'pass'],
    ['RFC7636', 'fail', 'warn'],
    ['OIDCC', 'skip', 'fail'],
    ['CC', '-', 'pass'],
  ])
})

test('what does not apply in one scenario takes nothing away from what another one judged', () => {
  const [first] = sampleResult.scenarios
  if (!first) throw new Error('The sample is empty.')
  const citing = (...verdicts: readonly Verdict[]) => ({
    ...first,
    checks: verdicts.map((verdict) => ({ cites: 'PKCE-S256', verdict, message: '' })),
  })
  const verdictOf = (...verdicts: readonly Verdict[]) =>
    matrix({ ...sampleResult, scenarios: [citing(...verdicts)] })
      .flatMap(({ rows }) => rows)
      .find(({ id }) => id === 'PKCE-S256')?.cells[0]?.verdict
  expect(verdictOf('not-applicable', 'pass')).toBe('pass')
  expect(verdictOf('not-applicable', 'skip', 'pass')).toBe('skip')
  expect(verdictOf('not-applicable', 'not-applicable')).toBe('not-applicable')
})

test('a citation that the registry does not know is shown, not lost', () => {
  const [first, ...others] = sampleResult.scenarios
  if (!first) throw new Error('The sample is empty.')
  const stray = { ...first, checks: [{ cites: 'NO-SUCH-ROW', verdict: 'fail', message: '' } as const] }
  const last = matrix({ ...sampleResult, scenarios: [stray, ...others] }).at(-1)
  expect(last?.title).toBe('not in the registry')
  expect(last?.rows[0]).toMatchObject({ id: 'NO-SUCH-ROW', cells: [{ verdict: 'fail' }, { scenarios: [] }] })
})
