import { NOISY } from './host.ts'
import type { MemoryCurve, Sample, Samples } from './measure.ts'
import { type Summary, summarize } from './statistics.ts'

export interface Figure extends Summary {
  readonly contender: string
  readonly measure: string
  /** Samples during which others used the processors. */
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
  /** What the figures are made of, by contender. */
  readonly samples: Readonly<Record<string, readonly Samples[]>>
  readonly memory: readonly MemoryCurve[]
  readonly firstCommand: readonly { readonly seconds: number; readonly exitCode: number }[]
}

const isQuiet = ({ others }: Sample): boolean => !(others > NOISY)

/** By contender. */
export type Taken = ReadonlyMap<string, readonly Samples[]>

/**
 * One figure per measure and contender, over the quiet samples if each contender has three of them: whom the neighbours
 * left alone must not be compared with whom they did not.
 */
export const figures = (taken: Taken): readonly Figure[] => {
  const measures = [...new Set([...taken.values()].flat().flatMap((samples) => Object.keys(samples)))]
  return measures.flatMap((measure) => {
    const rows = [...taken].flatMap(([contender, all]) => {
      const samples = all.flatMap((each) => each[measure] ?? [])
      return samples.length > 0 ? [{ contender, samples, quiet: samples.filter(isQuiet) }] : []
    })
    const enough = rows.every(({ quiet }) => quiet.length >= 3)
    return rows.map(({ contender, samples, quiet }) => ({
      contender,
      measure,
      ...summarize((enough ? quiet : samples).map(({ value }) => value)),
      noisy: samples.length - quiet.length,
    }))
  })
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
  const rows = all.map((each) => [
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
    lines.push('', `noisy: others used more than ${share} meanwhile; left out where each contender keeps three`)
  }
  return lines.join('\n')
}
