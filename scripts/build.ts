// Compiles the package into dist/: Node strips no types below node_modules, so what is installed must be JavaScript.
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = `${root}dist`

rmSync(dist, { recursive: true, force: true })
const tsc = [`${root}node_modules/typescript/bin/tsc`, '-p', `${root}tsconfig.build.json`]
const { status } = spawnSync(process.execPath, tsc, { stdio: 'inherit' })
if (status !== 0) process.exit(1)

// Files that are read at run time rather than imported.
const isData = (path: string): boolean => !/\.ts$/.test(path) && basename(path) !== 'out'
for (const folder of ['fixtures', 'mocks', 'suites', 'reports']) {
  cpSync(`${root}${folder}`, `${dist}/${folder}`, { recursive: true, filter: isData })
}

// `#mocks/op/index.ts` is written so in the compiled files, too; here it stands for index.js.
const subpaths = Object.entries(manifest.imports).flatMap(([pattern, target]) => [
  [`${pattern}.ts`, `${target}.js`],
  [pattern, target],
])
const { name, version, description } = manifest
writeFileSync(
  `${dist}/package.json`,
  `${JSON.stringify({ name, version, description, type: 'module', imports: Object.fromEntries(subpaths) }, undefined, 2)}\n`,
)
