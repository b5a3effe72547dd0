import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { type DiffResult, diffRuns, diffTargets, isDifferent, isWorse } from '#reports/diff/index.ts'
import { readResult } from '#reports/read.ts'
import { renderDiffHtml } from '#reports/render/diff/html.ts'
import { renderDiffMarkdown } from '#reports/render/diff/markdown.ts'
import { renderDiffTerminal } from '#reports/render/diff/terminal.ts'

export interface DiffCommandOptions {
  readonly targets?: readonly string[]
  readonly out?: string
  readonly json: boolean
  readonly markdown: boolean
  readonly strict: boolean
}

/** Where runs leave their result unless told otherwise. */
const USUAL = 'reports/out'

const fileAt = async (path: string): Promise<string> => {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() ? join(path, 'result.json') : path
}

const named = async (path: string) => ({ name: path, result: await readResult(await fileAt(path)) })

const ofTargets = async ([file = USUAL, ...rest]: readonly string[], ids: readonly string[]): Promise<DiffResult> => {
  const [before, after, ...more] = ids
  if (before === undefined || after === undefined || more.length > 0 || before === after) {
    throw new ConfigurationError('--targets takes two different ids of one run: --targets beta,production.')
  }
  if (rest.length > 0) throw new ConfigurationError('With --targets only one run is compared: name one result.json.')
  const run = await named(file)
  const diff = diffTargets(run, before, after)
  if (diff) return diff
  const known = run.result.targets.map(({ id }) => id).join(', ')
  throw new ConfigurationError(
    `${file} has ${known}: play both in one run, aai run --target ${before},${after}, or name two of these.`,
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
  await mkdir(folder, { recursive: true })
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

/** Resolves with the exit code. */
export const runDiff = async (files: readonly string[], options: DiffCommandOptions): Promise<number> => {
  const diff = options.targets ? await ofTargets(files, options.targets) : await ofRuns(files)
  if (options.out !== undefined) await writeAll(diff, options.out)
  await new Promise<void>((resolve) => process.stdout.write(shown(diff, options), () => resolve()))
  return isWorse(diff) || (options.strict && isDifferent(diff)) ? 1 : 0
}
