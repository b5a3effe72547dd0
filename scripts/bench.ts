// What a login, a start and the memory cost, beside another mock in the same rounds. See docs/benchmark.md.
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { oauth2MockServer, ours } from './bench/contenders.ts'
import { isPinned, pinSelf } from './bench/host.ts'
import {
  type MemoryCurve,
  measureFirstCommand,
  measureLogins,
  measureMemory,
  measureSignatures,
  measureStart,
  type Samples,
} from './bench/measure.ts'
import { type BenchResult, figures, terminal } from './bench/report.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    json: { type: 'string', default: 'reports/out/bench.json' },
  },
})
const plan = values.quick
  ? { rounds: 2, starts: 2, seconds: 1, logins: 1000, curves: 1, firstCommands: 1 }
  : { rounds: 7, starts: 3, seconds: 3, logins: 10_000, curves: 2, firstCommands: 3 }
const rounds = Number(values.rounds ?? plan.rounds)
const contenders = [ours, oauth2MockServer]
const takenAt = new Date().toISOString()
const progress = (text: string): void => console.error(text)

pinSelf()
const taken = new Map<string, Samples[]>()
const take = (contender: string, samples: Samples): void => {
  taken.set(contender, [...(taken.get(contender) ?? []), samples])
}
for (let round = 1; round <= rounds; round++) {
  progress(`round ${round} of ${rounds}`)
  take('node:crypto', await measureSignatures(plan.seconds * 500))
  // Interleaved, and who goes first alternates: what drifts hits both alike.
  const order = round % 2 === 1 ? contenders : contenders.toReversed()
  for (let start = 0; start < plan.starts; start++) {
    for (const contender of order) take(contender.name, await measureStart(contender))
  }
  for (const contender of order) take(contender.name, await measureLogins(contender, plan.seconds))
}

const memory: MemoryCurve[] = []
for (let run = 0; run < plan.curves; run++) {
  for (const contender of contenders) {
    progress(`${plan.logins} logins at ${contender.name}`)
    memory.push(await measureMemory(contender, plan.logins))
  }
}

const firstCommand = []
for (let run = 0; run < plan.firstCommands; run++) {
  progress('npm start')
  firstCommand.push(await measureFirstCommand())
}

const result: BenchResult = {
  format: 'aai-conformance-bench/1',
  takenAt,
  machine: {
    processor: cpus()[0]?.model ?? 'unknown processor',
    processors: cpus().length,
    node: process.versions.node,
    pinned: isPinned,
  },
  rounds,
  figures: figures(taken),
  samples: Object.fromEntries(taken),
  memory,
  firstCommand,
}
await mkdir(dirname(values.json), { recursive: true })
await writeFile(values.json, `${JSON.stringify(result, undefined, 2)}\n`)
console.log(terminal(result))
console.log(`\nwritten: ${values.json}`)
