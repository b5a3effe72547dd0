// Writes the tables of docs/faults.md; with --check only says whether they are up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { withTables } from './faults/markdown.ts'

const file = new URL('../docs/faults.md', import.meta.url)
const page = readFileSync(file, 'utf8')
const written = withTables(page)

if (!process.argv.includes('--check')) writeFileSync(file, written)
else if (page !== written) {
  console.error('docs/faults.md is out of date: run npm run faults')
  process.exitCode = 1
}
