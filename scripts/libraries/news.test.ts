import { describe, expect, it } from 'vitest'
import type { ScenarioResult, Verdict } from '#reports/model.ts'
import { isWritten, news } from './news.ts'
import { type Page, pageOf } from './page.ts'
import type { Row } from './row.ts'

const page: Page = { head: 'Of', columns: [{ title: 'All', scenarios: /./ }], introduction: () => 'Words' }

const result = (id: string, verdict: Verdict): ScenarioResult => ({
  ...{ id: `saml.sp.${id}`, title: id, target: 'x', tags: [], driver: 'http', verdict, evidence: [], durationMs: 1 },
  checks: [{ cites: 'SAML-SLO', verdict, message: '' }],
})

const row = (verdicts: readonly Verdict[], version = '1.0'): Row => ({
  subject: { id: 'x', software: 'x', from: 'debian', title: 'X', program: 'x.ts', remarks: [] },
  version,
  results: verdicts.map((verdict, index) => result(`n${index}`, verdict)),
})

const other: Row = { ...row(['fail', 'fail', 'fail']), subject: { ...row([]).subject, id: 'y', title: 'Y' } }
const written = pageOf(page, [row(['pass', 'fail', 'warn']), other], '2026-11-22')

describe('news', () => {
  it('is nothing where all is as it was, or passes for the first time', () => {
    expect(news(written, [row(['pass', 'fail', 'warn', 'pass'])])).toEqual([])
  })

  it('is what is let in now, and what is no more', () => {
    expect(news(written, [row(['fail', 'pass', 'warn', 'warn'])])).toEqual([
      'X 1.0: saml.sp.n0 is new in what it lets in.',
      'X 1.0: saml.sp.n3 is new in what it lets in.',
      'X 1.0: saml.sp.n1 is written to be wrong, and is not.',
    ])
  })

  it('is not what nobody could tell', () => {
    expect(news(written, [row(['skip', 'skip', 'warn'])])).toEqual([])
  })

  it('is nothing of a version that has no section', () => {
    expect(isWritten(written, row([]))).toBe(true)
    expect(isWritten(written, row([], '2.0'))).toBe(false)
    expect(news(written, [row(['fail'], '2.0')])).toEqual([])
  })
})
