// What it takes to compare two runs of many scenarios, made from one that was played. See docs/benchmark.md.
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { diffRuns } from '#reports/diff/index.ts'
import { readResult } from '#reports/read.ts'
import { renderDiffTerminal } from '#reports/render/diff/terminal.ts'
import { resultText } from '#reports/write.ts'
import { changed, repeated } from './bench/many.ts'
import { summarize } from './bench/statistics.ts'

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: 'reports/out/result.json' },
    scenarios: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '7' },
  },
})

/** Milliseconds that this thread has worked: what else the machine does counts for nothing. */
const worked = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

const folder = await mkdtemp(join(tmpdir(), 'aai-bench-diff-'))
const [before, after] = [join(folder, 'before.json'), join(folder, 'after.json')]
try {
  const result = repeated(await readResult(values.from), Number(values.scenarios))
  await writeFile(before, resultText(result))
  await writeFile(after, resultText(changed(result)))
  const { size } = await stat(before)
  console.log(
    `${result.scenarios.length} scenarios, ${Object.keys(result.exchanges).length} exchanges, ${(size / 1e6).toFixed(1)} MB each`,
  )
  const taken: Record<'read' | 'compare' | 'tell' | 'all', number[]> = { read: [], compare: [], tell: [], all: [] }
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const began = worked()
    const [was, is] = [await readResult(before), await readResult(after)]
    const read = worked()
    const diff = diffRuns({ name: 'before', result: was }, { name: 'after', result: is })
    const compared = worked()
    renderDiffTerminal(diff)
    const told = worked()
    taken.read.push(read - began)
    taken.compare.push(compared - read)
    taken.tell.push(told - compared)
    taken.all.push(told - began)
  }
  for (const [name, all] of Object.entries(taken)) {
    const [first = 0] = all
    console.log(
      `${name.padEnd(8)} ${summarize(all).median.toFixed(0).padStart(5)} ms   (the first time ${first.toFixed(0)} ms)`,
    )
  }
} finally {
  await rm(folder, { recursive: true })
}
