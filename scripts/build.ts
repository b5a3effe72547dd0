// Compiles the package into dist/: Node strips no types below node_modules, so what is installed must be JavaScript.
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }
import { toJavaScript } from './build/to-javascript.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = `${root}dist`

rmSync(dist, { recursive: true, force: true })
const tsc = [`${root}node_modules/typescript/bin/tsc`, '-p', `${root}tsconfig.build.json`]
const { status } = spawnSync(process.execPath, tsc, { stdio: 'inherit' })
if (status !== 0) process.exit(1)

// tsc has found out which files belong to the package.
for (const declaration of globSync('**/*.d.ts', { cwd: dist })) {
  const stem = declaration.replace(/\.d\.ts$/, '')
  writeFileSync(`${dist}/${stem}.js`, toJavaScript(`${stem}.ts`, readFileSync(`${root}${stem}.ts`, 'utf8')))
}

// What is read at run time, or imported as data.
const isData = (path: string): boolean => !path.endsWith('.ts') && !/\/reports\/(out|testing)\b/.test(path)
for (const folder of ['fixtures', 'mocks', 'suites', 'reports']) {
  cpSync(`${root}${folder}`, `${dist}/${folder}`, { recursive: true, filter: isData })
}

// `#mocks/op/index.ts` is written so in the compiled files, too; there it stands for index.js.
const subpaths = Object.entries(manifest.imports).flatMap(([pattern, target]) => [
  [`${pattern}.ts`, `${target}.js`],
  [pattern, target],
])
const { name, version, description } = manifest
const inner = { name, version, description, type: 'module', imports: Object.fromEntries(subpaths) }
writeFileSync(`${dist}/package.json`, `${JSON.stringify(inner, undefined, 2)}\n`)
