import { Command } from 'commander'
import { type RunCommandOptions, withRunOptions } from '../run/options.ts'

export const command = withRunOptions(
  new Command('run').description('play the scenarios at providers: our own, or those of a configuration'),
).action(async (options: RunCommandOptions) => {
  const { run } = await import('../run/run.ts')
  process.exitCode = await run(options)
})
