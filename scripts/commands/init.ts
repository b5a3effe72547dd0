import { Command, Option } from 'commander'

interface Options {
  readonly dir: string
  readonly yes: boolean
  readonly env: readonly string[]
  readonly ownHost: readonly string[]
  readonly driver?: 'http' | 'browser'
  readonly redirectUri?: string
  readonly [given: string]: unknown
}

/** Options that answer a question beforehand. */
const ANSWERS = [
  ['name <id>', 'name of the target'],
  ['profile <id>', 'the AAI to play: id of a profile of ours, or the path of one'],
  ['start <command>', 'a line for the shell; - if it runs already'],
  ['issuer-variable <name>', 'variable that tells it its issuer'],
  ['client-id-variable <name>', 'variable that tells it its client id; - for none'],
  ['secret-variable <name>', 'variable that tells it its secret, or that holds it; - for none'],
  ['client-id <id>', 'its client id'],
  ['port <number>', 'where the issuer of a service that runs already is to listen'],
  ['login <url>', 'where a login begins'],
  ['login-form <path>', 'the form there that has to be sent'],
  ['login-click <what>', 'what has to be clicked there'],
  ['whoami <url>', 'where one sees who is signed in'],
  ['logout <url>', 'where a logout begins; - for none'],
] as const

const collected = (value: string, before: readonly string[]): readonly string[] => [...before, value]

const camel = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

const givenIn = (options: Options): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    ANSWERS.map(([flags]) => {
      const [name = ''] = flags.split(' ')
      const value = options[camel(name)]
      return [name, typeof value === 'string' ? value : undefined]
    }),
  )

const interrupted = (): never => {
  console.error('\naai: stopped; nothing was written.')
  process.exit(2)
}

const service = new Command('service').description(
  'describe a service of yours: asks how it is started and used, tries that out, and adds it to aai.config.yaml',
)
for (const [flags, description] of ANSWERS) service.option(`--${flags}`, description)
service
  .option('--redirect-uri <url>', 'where the issuer sends its users back; seen in a login unless said')
  .addOption(new Option('--env <name=value>', 'a further variable for it').argParser(collected).default([]))
  .addOption(new Option('--own-host <host>', 'a host of yours that is not loopback').argParser(collected).default([]))
  .addOption(new Option('--driver <name>', 'what plays the user').choices(['http', 'browser']))
  .option('--dir <folder>', 'where the configuration is, or will be', '.')
  .option('-y, --yes', 'ask nothing: take what is usual where no option says otherwise', false)
  .action(async (options: Options) => {
    const { initService } = await import('../init/run.ts')
    const { resolve } = await import('node:path')
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted)
    const { redirectUri, env, ownHost: ownHosts, driver, yes } = options
    await initService({
      ...{ input: process.stdin, output: process.stdout, interrupted, yes },
      given: givenIn(options),
      folder: resolve(options.dir),
      known: { redirectUri, env, ownHosts, driver },
    })
  })

const registration = new Command('registration')
  .description('write a registration to be filled in: names, contacts, redirect URIs, for aai lint, mail and ready')
  .argument('[file]', 'where it goes', 'service.yaml')
  .action(async (file: string) => {
    const { initRegistration } = await import('../init/registration.ts')
    console.log(await initRegistration(file))
  })

export const command = new Command('init')
  .description('describe what is yours, for the other commands')
  .addCommand(service)
  .addCommand(registration)
