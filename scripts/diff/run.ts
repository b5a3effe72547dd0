import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { type DiffResult, diffRuns, diffTargets, isDifferent, isWorse } from '#reports/diff/index.ts'
import { makeFolder } from '#reports/folder.ts'
import type { RunResult } from '#reports/model.ts'
import { readResult } from '#reports/read.ts'
import { renderDiffHtml } from '#reports/render/diff/html.ts'
import { renderDiffMarkdown } from '#reports/render/diff/markdown.ts'
import { renderDiffTerminal } from '#reports/render/diff/terminal.ts'
import { SIDES } from '#suites/kit/targets/relations.ts'
import type { PlayOptions } from '../run/options.ts'
import { playBoth } from './play.ts'

/** Where a run made for a comparison goes, and the comparison with it. */
const PLAYED = 'reports/diff'

export interface DiffCommandOptions extends PlayOptions {
  readonly targets?: readonly string[]
  readonly out?: string
  readonly json: boolean
  readonly markdown: boolean
  readonly strict: boolean
}

const named = async (path: string) => ({ name: path, result: await readResult(path) })

const twoOf = (ids: readonly string[]): readonly [string, string] => {
  const [before, after, ...more] = ids
  if (before !== undefined && after !== undefined && more.length === 0 && before !== after) return [before, after]
  throw new ConfigurationError('--targets takes two different ids: --targets beta,production.')
}

/** Ids that people know by another name as well. */
const called = ({ targets }: RunResult, id: string): string =>
  targets.some((target) => target.id === id) ? id : (SIDES[id] ?? id)

const ofTargets = async ([file = '', ...rest]: readonly string[], ids: readonly string[]): Promise<DiffResult> => {
  const [before, after] = twoOf(ids)
  if (rest.length > 0) throw new ConfigurationError('With --targets only one run is compared: name one result.json.')
  const run = await named(file)
  const diff = diffTargets(run, called(run.result, before), called(run.result, after))
  if (diff) return diff
  const known = run.result.targets.map(({ id }) => id).join(', ')
  throw new ConfigurationError(
    `${file} has ${known}: name two of these, or leave the file out, and ${before} and ${after} are played.`,
  )
}

const ofRuns = async ([before, after, ...rest]: readonly string[]): Promise<DiffResult> => {
  if (before === undefined || after === undefined || rest.length > 0) {
    throw new ConfigurationError('Name two results: aai diff last-week/result.json reports/out/result.json.')
  }
  const [was, is] = await Promise.all([named(before), named(after)])
  const diff = diffRuns(was, is)
  if (diff.pairings.length > 0) return diff
  const targets = ({ result }: typeof was): string => result.targets.map(({ id }) => id).join(', ') || 'none'
  throw new ConfigurationError(
    `The two runs have no target in common: ${before} has ${targets(was)}, ${after} has ${targets(is)}.`,
  )
}

const jsonOf = (diff: DiffResult): string => `${JSON.stringify(diff, undefined, 2)}\n`

const writeAll = async (diff: DiffResult, folder: string): Promise<void> => {
  makeFolder(folder)
  await writeFile(join(folder, 'diff.json'), jsonOf(diff))
  await writeFile(join(folder, 'index.html'), renderDiffHtml(diff))
  await writeFile(join(folder, 'summary.md'), renderDiffMarkdown(diff))
}

const shown = (diff: DiffResult, { json, markdown }: DiffCommandOptions): string => {
  if (json) return jsonOf(diff)
  if (markdown) return renderDiffMarkdown(diff)
  const { stdout } = process
  return renderDiffTerminal(diff, { columns: stdout.columns ?? 80, colour: stdout.isTTY && stdout.hasColors() })
}

/** What chooses scenarios has nothing to choose among where all is played already. */
const checkNothingChosen = ({ tag, scenario, requirement }: PlayOptions): void => {
  if (tag.length + scenario.length + requirement.length === 0) return
  throw new ConfigurationError(
    '-s, --tag and -r say what is to be played: leave them out, or the result that is named.',
  )
}

const comparedBy = async (files: readonly string[], { targets, out, ...options }: DiffCommandOptions) => {
  if (targets === undefined || files.length > 0) checkNothingChosen(options)
  if (targets === undefined) return ofRuns(files)
  if (files.length > 0) return ofTargets(files, targets)
  return playBoth(twoOf(targets), options, join(out ?? PLAYED, 'run'))
}

/** Resolves with the exit code. */
export const runDiff = async (files: readonly string[], options: DiffCommandOptions): Promise<number> => {
  const diff = await comparedBy(files, options)
  const folder = options.out ?? (options.targets && files.length === 0 ? PLAYED : undefined)
  if (folder !== undefined) await writeAll(diff, folder)
  await new Promise<void>((resolve) => process.stdout.write(shown(diff, options), () => resolve()))
  if (folder !== undefined) console.error(`The comparison: ${join(folder, 'index.html')}`)
  return isWorse(diff) || (options.strict && isDifferent(diff)) ? 1 : 0
}
