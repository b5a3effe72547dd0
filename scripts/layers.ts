// Finds imports against the layers, files that grew too long, and suites that know too much; exit code 1 if any.
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }
import { check } from './layers/check.ts'
import longFiles from './layers/long-files.json' with { type: 'json' }

const root = fileURLToPath(new URL('..', import.meta.url))
const { files, findings } = check({ root, subpaths: manifest.imports, longFiles })
for (const { path, line, message } of findings) console.error(`${path}:${line}: ${message}`)
console.log(`${files} files, ${findings.length === 0 ? 'every import within its layer' : `${findings.length} to mend`}`)
if (findings.length > 0) process.exitCode = 1
