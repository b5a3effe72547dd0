import { NOISY } from './host.ts'
import type { MemoryCurve, Sample, Samples } from './measure.ts'
import { type Summary, summarize } from './statistics.ts'

export interface Figure extends Summary {
  readonly contender: string
  readonly measure: string
  /** Samples left out because others used the processors meanwhile. */
  readonly noisy: number
}

export interface BenchResult {
  readonly format: 'aai-conformance-bench/1'
  readonly takenAt: string
  readonly machine: {
    readonly processor: string
    readonly processors: number
    readonly node: string
    readonly pinned: boolean
  }
  readonly rounds: number
  readonly figures: readonly Figure[]
  readonly memory: readonly MemoryCurve[]
  readonly firstCommand: readonly { readonly seconds: number; readonly exitCode: number }[]
}

/** Over the quiet samples, unless there are fewer than three of them. */
const figure = (contender: string, measure: string, samples: readonly Sample[]): Figure => {
  const quiet = samples.filter(({ others }) => !(others > NOISY))
  const counted = quiet.length >= 3 ? quiet : samples
  return {
    contender,
    measure,
    ...summarize(counted.map(({ value }) => value)),
    noisy: samples.length - quiet.length,
  }
}

export const figures = (contender: string, all: readonly Samples[]): readonly Figure[] => {
  const measures = [...new Set(all.flatMap((samples) => Object.keys(samples)))]
  return measures.map((measure) =>
    figure(
      contender,
      measure,
      all.flatMap((samples) => samples[measure] ?? []),
    ),
  )
}

const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1))

const align = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const cell = (text: string, column: number): string => {
    const width = widths[column] ?? 0
    return column < 2 ? text.padEnd(width) : text.padStart(width)
  }
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')
}

const figureTable = (all: readonly Figure[]): string => {
  const ratio = (of: Figure): string => {
    const first = all.find(({ measure }) => measure === of.measure)
    return first === undefined || first === of ? '' : `x ${(of.median / first.median).toFixed(2)}`
  }
  const measures = [...new Set(all.map(({ measure }) => measure))]
  const rows = measures
    .flatMap((measure) => all.filter((each) => each.measure === measure))
    .map((each) => [
      each.measure,
      each.contender,
      ...[each.min, each.median, each.max].map(number),
      String(each.n),
      each.noisy === 0 ? '' : String(each.noisy),
      ratio(each),
    ])
  return align([['measure', '', 'min', 'median', 'max', 'n', 'noisy', 'ratio'], ...rows])
}

const curve = ({ contender, points }: MemoryCurve): string =>
  `${contender}: ${points.map(([logins, miB]) => `${logins} ${miB.toFixed(0)}`).join(', ')}`

export const terminal = (result: BenchResult): string => {
  const { machine, firstCommand } = result
  const place = machine.pinned ? 'servers on processor 0, load on processor 1' : 'nothing pinned: mind the spread'
  const lines = [
    `${machine.processor}, ${machine.processors} processors, Node ${machine.node}; ${place}; ${result.rounds} rounds`,
    '',
    figureTable(result.figures),
    '',
    'memory in MiB after so many logins',
    ...result.memory.map(curve),
  ]
  for (const { seconds, exitCode } of firstCommand) {
    lines.push('', `npm start: ${seconds.toFixed(1)} s, exit code ${exitCode}`)
  }
  if (result.figures.some(({ noisy }) => noisy > 0)) {
    const share = `${NOISY * 100} % of a processor`
    lines.push('', `noisy: others used more than ${share} meanwhile; left out where three quiet samples remain`)
  }
  return lines.join('\n')
}
