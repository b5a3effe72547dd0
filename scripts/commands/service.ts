import { Command } from 'commander'
import { type RunCommandOptions, withRunOptions } from '../run/options.ts'

export const command = withRunOptions(
  new Command('service').description('play the AAI for services of your own: good logins, and each fault in one'),
)
  .option('--example', 'play at the reference service, which does everything right', false)
  .action(async (options: RunCommandOptions) => {
    const { run } = await import('../run/run.ts')
    const example = options.example ? { target: ['reference-service'] } : {}
    process.exitCode = await run({ ...options, ...example, services: true })
  })
