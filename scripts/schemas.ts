// Writes fixtures/schemas from the schemas in fixtures/schema; with --check only says whether they are up to date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { jsonSchemas, written } from './schemas/json-schemas.ts'

const folder = new URL('../fixtures/schemas/', import.meta.url)
const current = (name: string): string | undefined => {
  try {
    return readFileSync(new URL(name, folder), 'utf8')
  } catch {
    return undefined
  }
}

const stale = Object.entries(jsonSchemas()).filter(([name, schema]) => current(name) !== written(schema))

if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`fixtures/schemas/${name} is out of date: run npm run schemas`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  mkdirSync(folder, { recursive: true })
  for (const [name, schema] of stale) writeFileSync(new URL(name, folder), written(schema))
}
