// Writes suites/kit/care/costs.json: the requests that each scenario takes at most at issuers and APIs of ours.
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exampleApis } from '#mocks/api/index.ts'
import { profileNames } from '#mocks/profiles/load.ts'
import type { RunResult } from '#reports/model.ts'
import { costsOf } from './costs/costs.ts'

const file = new URL('../suites/kit/care/costs.json', import.meta.url)
const launch = fileURLToPath(new URL('launch.js', import.meta.url))

const targets = process.argv.length > 2 ? process.argv.slice(2) : [...profileNames(), ...Object.keys(exampleApis)]
const folder = await mkdtemp(join(tmpdir(), 'aai-costs-'))
try {
  const args = [launch, 'run', '--target', targets.join(','), '--out', folder]
  const { status } = spawnSync(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status === 2) throw new Error('The run did not end well: nothing was written.')
  // Our own program wrote it a moment ago.
  const result = JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')) as Pick<RunResult, 'scenarios'>
  const costs = costsOf(result.scenarios)
  await writeFile(file, `${JSON.stringify(costs, null, 2)}\n`)
  console.log(`${Object.keys(costs).length} scenarios measured at ${targets.join(', ')}`)
} finally {
  await rm(folder, { recursive: true })
}
