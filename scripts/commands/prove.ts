import { Command } from 'commander'
import type { ProveCommandOptions } from '../prove/run.ts'

export const command = new Command('prove')
  .description('prove every scenario by a fault that makes it fail, and print the matrix')
  .option('--fault <ids...>', 'only these faults, by id or by the beginning of it')
  .option('--thorough', 'then play every scenario at every fault, to see that none breaks down', false)
  .option('--seed <text>', 'what chance is drawn from', 'prove')
  .option('--json', 'the whole proof as JSON', false)
  .action(async (options: ProveCommandOptions) => {
    const { run } = await import('../prove/run.ts')
    process.exitCode = await run(options)
  })
