import { buffer } from 'node:stream/consumers'
import { Command } from 'commander'

interface LintCommandOptions {
  readonly json: boolean
  readonly strict: boolean
  readonly offline: boolean
  readonly private: boolean
  readonly schemas?: string
  readonly result?: string
  readonly environment?: string
  readonly out?: string
}

/** Loaded only where somebody is asked: it takes longer than to look at a file. */
const asking = async (privately: boolean) => {
  const { createFetch } = await import('#lint/online/fetch.ts')
  const [online, anyhow] = [createFetch({ privately }), createFetch({ privately, anyCertificate: true })]
  const close = async (): Promise<void> => {
    await Promise.all([online.close(), anyhow.close()])
  }
  return { fetch: online.fetch, fetchAnyhow: anyhow.fetch, close }
}

export const command = new Command('lint')
  .description(
    'look at registrations, metadata of SAML services and configurations of clients: what the AAI, or its new issuer, will not take',
  )
  .argument(
    '<files...>',
    'service.yaml, sp-metadata.xml, config.php, .env, directives of Apache, application.yml, oauth2-proxy.cfg, keycloak.json; an address, or - for what comes in',
  )
  .option('--strict', 'end with exit code 1 for a warning too', false)
  .option('--offline', 'ask for none of the pages and logos that a file names', false)
  .option('--private', 'ask for pages inside of your own network, too', false)
  .option(
    '--schemas <folder>',
    'hold metadata against the schemas of SAML in there, instead of those that come with us',
  )
  .option('--result <folder>', 'hold a registration against what this run of aai service saw of the service')
  .option(
    '--environment <name>',
    'the environment of the registration that this run was about; seen by its addresses unless said',
  )
  .option('-o, --out <folder>', 'also write a report: page, JSON, JUnit, Markdown, as of any run')
  .option('--json', 'for programs: what each file was taken for, and the findings', false)
  .addHelpText('after', '\nExit code: 0 nothing to mend, 1 something to mend, 2 a file that cannot be taken.')
  .action(async (files: readonly string[], options: LintCommandOptions) => {
    const { runLint } = await import('../lint/run.ts')
    const { stdout } = process
    const online = options.offline ? undefined : await asking(options.private)
    process.exitCode = await runLint({
      files,
      ...options,
      ...(online ? { fetch: online.fetch, fetchAnyhow: online.fetchAnyhow } : {}),
      stdin: () => buffer(process.stdin),
      terminal: { columns: stdout.columns, colour: stdout.isTTY && stdout.hasColors() },
      write: (text) => console.log(text),
      complain: (text) => console.error(`aai lint: ${text}`),
    }).finally(online?.close)
  })
