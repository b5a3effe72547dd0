import { Command } from 'commander'
import { prove } from '#suites/kit/prove/prove.ts'
import { matrix, summary } from '../prove/matrix.ts'

interface Options {
  readonly fault?: readonly string[]
  readonly thorough: boolean
  readonly json: boolean
  readonly seed: string
}

const run = async (options: Options): Promise<void> => {
  const began = performance.now()
  const progress = process.stderr.isTTY
    ? (played: number) => process.stderr.write(`\r${played} scenarios played`)
    : undefined
  const { fault: faults = [], thorough, seed } = options
  const proof = await prove({ faults, thorough, seed, ...(progress ? { progress } : {}) })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  if (options.json) console.log(JSON.stringify(proof, undefined, 2))
  else console.log([matrix(proof), summary(proof, performance.now() - began, faults.length > 0)].join('\n'))
  const broken = proof.faults.some(({ errors }) => errors.length > 0)
  const complete = faults.length > 0 || (proof.unproven.length === 0 && proof.unbroken.length === 0)
  process.exitCode = broken ? 2 : complete && proof.unnoticed.length === 0 ? 0 : 1
}

export const command = new Command('prove')
  .description('prove every scenario by a fault that makes it fail, and print the matrix')
  .option('--fault <id...>', 'only these faults, by id or by the beginning of it')
  .option('--thorough', 'play every scenario at every fault, to see that none breaks down', false)
  .option('--seed <text>', 'what chance is drawn from', 'prove')
  .option('--json', 'the whole proof as JSON', false)
  .action(run)
