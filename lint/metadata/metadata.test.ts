import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { claimsOf } from '#mocks/faults/claims.ts'
import { bentText } from '#mocks/faults/documents.ts'
import { metadataTextFaults } from '#mocks/faults/saml-metadata.ts'
import { lintMetadata, metadataRules } from './index.ts'

const clean = readFileSync(new URL('../../fixtures/documents/sp-metadata.xml', import.meta.url), 'utf8')
const lint = (text: string) => lintMetadata('sp.xml', text)

/** Told only by asking, or by the bytes of a logo. */
const ELSEWHERE = /^(?:MD-HTTPS|REG-)/

test('clean metadata gives no finding', async () => {
  expect((await lint(clean)).findings).toEqual([])
})

test('there are more than forty broken ones, and one for each rule at least', () => {
  expect(metadataTextFaults.length).toBeGreaterThan(80)
  const broken = new Set<string>(metadataTextFaults.map(({ breaks }) => breaks))
  expect(metadataRules.map(({ cites }) => cites).filter((id) => !broken.has(id) && !ELSEWHERE.test(id))).toEqual([])
})

test.each(metadataTextFaults.map((fault) => [fault.title, fault] as const))('%s', async (_, fault) => {
  const text = bentText(clean, fault)
  const { findings } = await lint(text)
  const cited = findings.filter(({ weight }) => weight !== 'note').map(({ cites }) => cites)
  expect([...new Set(cited)].toSorted()).toEqual(claimsOf(fault).toSorted())
  for (const { wrong, write, line, xpath, setting } of findings) {
    expect(wrong).toMatch(/^["A-Z].*\.$/u)
    expect(write).not.toBe('')
    expect(line).toBeLessThanOrEqual(text.split('\n').length)
    expect(xpath ?? setting).not.toBe('')
  }
})
