import { Command, InvalidArgumentError } from 'commander'
import type { ProveCommandOptions } from '../prove/run.ts'

const count = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It is a number of scenarios.')
}

export const command = new Command('prove')
  .description('prove every scenario by a fault that makes it fail, and print the matrix')
  .option('--fault <ids...>', 'only these faults, by id or by the beginning of it')
  .option(
    '--scenario <ids...>',
    'only these scenarios, at the faults that they should notice; oidc.op.pkce names all below it',
  )
  .option(
    '--sample <n>',
    'then play n further scenarios at each fault, drawn from the seed: none may break down',
    count,
  )
  .option('--thorough', 'then play all further scenarios at each fault', false)
  .option('--seed <text>', 'what chance is drawn from', 'prove')
  .option('--json', 'the whole proof as JSON', false)
  .action(async (options: ProveCommandOptions) => {
    const { run } = await import('../prove/run.ts')
    process.exitCode = await run(options)
  })
