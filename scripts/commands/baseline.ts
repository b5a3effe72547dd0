import { Command } from 'commander'
import type { UpdateOptions } from '../baseline/update.ts'

export const command = new Command('baseline')
  .description('check a list of known deviations, or write it from what fails in a result')
  .argument('[file]', 'the list, for aai run --baseline', 'aai.baseline.yaml')
  .option('--update', 'write it: new failures come in, those that are gone leave, reasons stay', false)
  .option('--result <file>', 'result.json of a run, or its folder', 'reports/out')
  .option('--reason <text>', 'why the new ones are as they are; each has to have a reason before the list counts')
  .action(async (file: string, options: UpdateOptions) => {
    const { updateBaseline } = await import('../baseline/update.ts')
    console.log(await updateBaseline(file, options))
  })
