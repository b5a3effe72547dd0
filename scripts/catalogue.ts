// Writes docs/catalogue.md and suites/ids.lock; with --check says what is out of date, exit code 1 if anything is.
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { catalogueFaults } from './catalogue/faults.ts'
import { compareLock, lockOf } from './catalogue/lock.ts'
import { catalogueMarkdown } from './catalogue/markdown.ts'
import { readCatalogue } from './catalogue/read.ts'

const page = new URL('../docs/catalogue.md', import.meta.url)
const lock = new URL('../suites/ids.lock', import.meta.url)

const textOf = async (file: URL): Promise<string> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const data = await readCatalogue()
const ids = data.entries.map(({ id }) => id)
const findings = [...catalogueFaults(data.entries, data.requirements)]

if (values.check) {
  const { unlocked, gone } = compareLock(await textOf(lock), ids)
  for (const id of unlocked) findings.push(`${id} is new: npm run catalogue adds it to suites/ids.lock.`)
  for (const id of gone)
    findings.push(`${id} is gone: if that is meant, npm run catalogue takes it out of suites/ids.lock.`)
  if ((await textOf(page)) !== catalogueMarkdown(data))
    findings.push('docs/catalogue.md is out of date: npm run catalogue.')
} else {
  await writeFile(page, catalogueMarkdown(data))
  await writeFile(lock, lockOf(ids))
}

for (const finding of findings) console.error(finding)
console.log(`${ids.length} scenarios, ${findings.length === 0 ? 'all in order' : `${findings.length} to mend`}`)
if (findings.length > 0) process.exitCode = 1
