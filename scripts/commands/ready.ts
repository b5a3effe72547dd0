import { Command, InvalidArgumentError } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import type { ReadyOptions } from '../ready/run.ts'

const days = (text: string): number => {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Make it a number of days from 1 to 999.')
}

interface Options extends ReadyOptions {
  readonly offline: boolean
}

export const command = new Command('ready')
  .description(
    'may production be asked for? Takes a registration and the runs that prove it, or makes them, and writes a dossier',
  )
  .argument('<registration>', 'service.yaml')
  .option('--aai <folder>', 'the run at the AAI where tests take place: aai run --seal')
  .option('--service <folder>', 'the run at the service: aai service --seal')
  .option('-c, --config <file>', 'says how to make a run; aai.config.{ts,json,yaml} of this folder unless said')
  .option('--no-play', 'make no run: take those that are there')
  .option('--again', 'make both anew, even if earlier ones still count', false)
  .option('--environment <name>', 'where it was tested', 'beta')
  .option('--days <n>', 'how long a run counts', days, 30)
  .option('--key <file>', 'a private Ed25519 key (JWK) to sign with; your own, made on first use, unless said')
  .option('--offline', 'ask for none of the pages that the registration names', false)
  .option('-o, --out <folder>', 'where the dossier goes', 'reports/ready')
  .addHelpText(
    'after',
    '\nRuns that are not named are looked for in aai and service below the folder of the dossier, where they are made if need be.',
  )
  .addHelpText('after', '\nExit code: 0 ready, 1 not yet, 2 something cannot be read.')
  .action(async (file: string, { offline, ...options }: Options) => {
    const [{ runReady }, { createFetch }, { catalogue }] = await Promise.all([
      import('../ready/run.ts'),
      import('#lint/online/fetch.ts'),
      import('#suites/kit/catalogue.ts'),
    ])
    const online = createFetch()
    const asked = offline ? {} : { fetch: online.fetch }
    process.exitCode = await runReady(file, {
      ...{ ...options, ...asked, now: Date.now(), harness: manifest.version, catalogue },
      write: (text) => console.log(text),
    }).finally(online.close)
  })
