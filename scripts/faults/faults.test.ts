import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { faults } from '#mocks/faults/index.ts'
import { faultsJson, faultsText } from './listing.ts'
import { withTables } from './markdown.ts'

const page = readFileSync(new URL('../../docs/faults.md', import.meta.url), 'utf8')

test('docs/faults.md tells of the faults that there are: npm run faults', () => {
  expect(page).toBe(withTables(page))
})

test('every fault stands in the page and in both listings', () => {
  const [text, json] = [faultsText(), JSON.stringify(faultsJson())]
  for (const { id } of faults) for (const shown of [page, text, json]) expect(shown).toContain(id)
})

test('what a marker encloses is replaced, and nothing else', () => {
  const bent = page.replace(/(<!-- behaviours: .* -->)[\s\S]*?(<!-- end of behaviours -->)/, '$1\nstale\n$2')
  expect(bent).toContain('stale')
  expect(withTables(bent)).toBe(page)
})

test('a page without its markers is not guessed at', () => {
  expect(() => withTables('# Faults')).toThrow('docs/faults.md has lost its markers of faults')
})
