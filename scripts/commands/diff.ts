import { Command } from 'commander'
import type { DiffCommandOptions } from '../diff/run.ts'
import { withPlayOptions } from '../run/options.ts'

const pair = (text: string): readonly string[] => text.split(',').map((each) => each.trim())

export const command = withPlayOptions(
  new Command('diff').description(
    'compare two runs, or two environments: verdicts, reasons, and what was seen of the issuers',
  ),
)
  .argument('[before]', 'result.json of a run, or its folder')
  .argument('[after]', 'that of a later one')
  .option(
    '--targets <two ids>',
    'play at two targets and compare them: beta,production; with a result, two that it has',
    pair,
  )
  .option(
    '-o, --out <folder>',
    'also write diff.json, index.html and summary.md there, and what was played (default with --targets: reports/diff)',
  )
  .option('--json', 'print the comparison as JSON, and nothing else', false)
  .option('--markdown', 'print it as Markdown', false)
  .option('--strict', 'end with exit code 1 for any difference', false)
  .addHelpText(
    'after',
    '\nWhat is played, and how, is said as for aai run.\nExit code: 0 nothing is worse, 1 something is, 2 they cannot be compared.',
  )
  .action(async (before: string | undefined, after: string | undefined, options: DiffCommandOptions) => {
    const { runDiff } = await import('../diff/run.ts')
    process.exitCode = await runDiff(
      [before, after].filter((each) => each !== undefined),
      options,
    )
  })
