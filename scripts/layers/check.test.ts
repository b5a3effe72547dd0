import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { check } from './check.ts'

const subpaths = {
  '#fixtures/*': './fixtures/*',
  '#mocks/*': './mocks/*',
  '#suites/*': './suites/*',
  '#reports/*': './reports/*',
}

const roots: string[] = []
afterEach(() => Promise.all(roots.splice(0).map((root) => rm(root, { recursive: true }))))

const messages = async (files: Readonly<Record<string, string>>, longFiles = {}): Promise<readonly string[]> => {
  const root = await mkdtemp(join(tmpdir(), 'aai-layers-'))
  roots.push(root)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, dirname(path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return check({ root, subpaths, longFiles }).findings.map(({ path, line, message }) => `${path}:${line}: ${message}`)
}

/** A tree in which every layer imports all that it may. */
const good: Readonly<Record<string, string>> = {
  'fixtures/schema/profile.ts': "import { z } from 'zod'\nexport const profile = z.string()\n",
  'fixtures/index.ts': "export * from './schema/profile.ts'\n",
  'reports/model.ts': 'export type Verdict = string\n',
  'reports/schema.ts':
    "import { z } from 'zod'\nimport type { Verdict } from './model.ts'\nexport const v: Verdict = z\n",
  'reports/collect.ts':
    "import { profile } from '#fixtures/index.ts'\nimport { x } from 'vitest/node'\nexport { profile, x }\n",
  'reports/explain/index.ts': "import { profile } from '#fixtures/index.ts'\nexport { profile }\n",
  'mocks/faults/index.ts': 'export const faults = []\n',
  'mocks/op/index.ts':
    "import { createServer } from 'node:http'\nimport Provider from 'oidc-provider'\nimport { profile } from '#fixtures/index.ts'\nimport type { Verdict } from '#reports/model.ts'\nexport const op = { createServer, Provider, profile } as { v?: Verdict }\n",
  'suites/kit/scenario.ts':
    "import { test } from 'vitest'\nimport { worst } from '#reports/model.ts'\nimport { op } from '#mocks/op/index.ts'\nexport const scenario = { test, worst, op }\n",
  'suites/oidc/op/pkce.suite.ts':
    "import { describe } from 'vitest'\nimport { scenario } from '#suites/kit/scenario.ts'\nimport { faults } from '#mocks/faults/index.ts'\ndescribe('', () => scenario(faults))\n",
  'suites/ids.test.ts':
    "import { readFileSync } from 'node:fs'\nimport { expect } from 'vitest'\nexpect(readFileSync)\n",
  'scripts/run.ts':
    "import { scenario } from '#suites/kit/scenario.ts'\nconst late = await import('#mocks/op/index.ts')\nexport { scenario, late }\n",
}

test('finds nothing in a tree that keeps to the layers', async () => {
  expect(await messages(good)).toEqual([])
})

const bad: Readonly<Record<string, readonly [path: string, text: string, message: string]>> = {
  'fixtures with behaviour': ['fixtures/a.ts', "import 'node:fs'\n", 'fixtures may not import node:fs'],
  'fixtures that know a mock': [
    'fixtures/a.ts',
    "export * from '#mocks/op/index.ts'\n",
    'fixtures may not import mocks/op/index.ts',
  ],
  'a model with an import': [
    'reports/model.ts',
    "import { z } from 'zod'\nexport { z }\n",
    'reports/model may not import package:zod',
  ],
  'a view that reads files': ['reports/html.ts', "import 'node:fs'\n", 'reports may not import node:fs'],
  'a mock that uses more of the model than types': [
    'mocks/a.ts',
    "import { worst } from '#reports/model.ts'\nexport { worst }\n",
    'mocks may import reports/model.ts only as types',
  ],
  'a mock on Vitest': ['mocks/a.ts', "import 'vitest'\n", 'mocks may not import package:vitest'],
  'a mock that names a type of the kit in passing': [
    'mocks/a.ts',
    "export type A = import('#suites/kit/scenario.ts').A\n",
    'mocks may not import suites/kit/scenario.ts',
  ],
  'a suite with Node at hand': ['suites/a.suite.ts', "import 'node:http'\n", 'suites may not import node:http'],
  'a suite that starts a mock': [
    'suites/a.suite.ts',
    "import '#mocks/op/index.ts'\n",
    'suites may not import mocks/op/index.ts',
  ],
  'a suite with tests of its own': [
    'suites/a.suite.ts',
    "import { describe, test } from 'vitest'\n",
    'suites may import only describe of package:vitest, not test',
  ],
  'a suite that fetches': [
    'suites/a.suite.ts',
    "await fetch('http://x')\n",
    'a suite asks through the kit, never by fetch',
  ],
  'an import of a suite': [
    'suites/a.test.ts',
    "import './oidc/op/pkce.suite.ts'\n",
    'nobody imports a suite: what two of them share goes to suites/kit',
  ],
  'an import of a script': ['suites/kit/a.ts', "await import('../../scripts/run.ts')\n", 'nobody imports scripts'],
  'a crossing by a relative path': [
    'mocks/a.ts',
    "import '../fixtures/index.ts'\n",
    'write #fixtures/index.ts: an import that crosses folders says so',
  ],
  'an import of nothing': ['mocks/a.ts', "import './gone.ts'\n", './gone.ts does not exist'],
  'an unknown subpath': [
    'mocks/a.ts',
    "import '#elsewhere/a.ts'\n",
    '#elsewhere/a.ts is not in the imports of package.json',
  ],
  'a folder without a layer': [
    'helpers/a.ts',
    "import 'zod'\n",
    'helpers/ belongs to no layer: give it one in scripts/layers/rules.ts',
  ],
  'a branch on a provider': [
    'mocks/a.ts',
    "export const f = (op: any) => op.profile.id === 'feide'\n",
    'no branch on the name of a profile: state the fact in the profile',
  ],
}

test.for(Object.entries(bad))('finds %s', async ([, [path, text, message]]) => {
  expect(await messages({ ...good, [path]: text })).toEqual([`${path}:1: ${message}`])
})

test('reads no import out of a string or a comment', async () => {
  const text = "// import 'node:fs'\nexport const code = `\nimport 'node:fs'\n`\n"
  expect(await messages({ ...good, 'fixtures/a.ts': text })).toEqual([])
})

test('finds a file that grew too long, unless a reason is on record', async () => {
  const files = {
    'mocks/long.ts': 'export {}\n'.repeat(201),
    'mocks/short.ts': 'export {}\n'.repeat(200),
    'mocks/short.test.ts': 'export {}\n'.repeat(300),
  }
  expect(await messages(files)).toEqual([
    'mocks/long.ts:201: 201 lines, 200 are the limit: would two files be clearer?',
  ])
  expect(await messages(files, { 'mocks/long.ts': 'one table' })).toEqual([])
})

test('finds a reason that has outlived its file', async () => {
  const files = { 'mocks/short.ts': 'export {}\n' }
  expect(await messages(files, { 'mocks/short.ts': 'was long', 'mocks/gone.ts': 'was there' })).toEqual([
    'mocks/short.ts:1: is no longer too long: take it out of scripts/layers/long-files.json',
    'mocks/gone.ts:1: does not exist: take it out of scripts/layers/long-files.json',
  ])
})
