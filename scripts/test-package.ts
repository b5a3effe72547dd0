// Packs the package, installs it into a project of its own, and uses it there as its reader would.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'aai-package-'))
const project = join(scratch, 'project')

// npm would hand its own settings down to the npm that it runs here.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))
env.PATH = [dirname(process.execPath), env.PATH].join(delimiter)

const run = (cwd: string, file: string, ...args: readonly string[]): void => {
  console.log(`$ ${[file, ...args].join(' ')}`)
  const { status } = spawnSync(file, args, { cwd, env, stdio: 'inherit' })
  if (status !== 0) throw new Error(`${file} ended with exit code ${status}`)
}

const tsconfig = {
  compilerOptions: {
    module: 'nodenext',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: ['node'],
    lib: ['es2024', 'dom'],
  },
  include: ['*.ts'],
}

try {
  mkdirSync(project)
  run(root, 'npm', 'pack', '--silent', '--pack-destination', scratch)
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error(`npm pack left no tarball in ${scratch}`)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'shop', private: true, type: 'module' }))
  const { 'openid-client': client, '@types/node': types } = manifest.devDependencies
  const packages = [join(scratch, tarball), `openid-client@${client}`, `@types/node@${types}`]
  run(project, 'npm', 'install', '--silent', '--no-audit', '--no-fund', ...packages)

  for (const file of ['service.ts', 'service.test.ts', 'user.ts'])
    cpSync(join(root, 'docs/examples', file), join(project, file))
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(tsconfig))
  run(project, process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', '.')
  run(project, process.execPath, '--test', 'service.test.ts')
  run(project, 'npx', '--no', 'aai', '--version')
  run(project, 'npx', '--no', 'aai', 'run', '--scenario', 'oidc.op.pkce')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
