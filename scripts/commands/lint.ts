import { Command } from 'commander'

interface LintCommandOptions {
  readonly json: boolean
  readonly strict: boolean
}

export const command = new Command('lint')
  .description('look at configuration files of clients: what the AAI, or its new issuer, will not take')
  .argument('<files...>', 'config.php, .env, directives of Apache, application.yml, oauth2-proxy.cfg, keycloak.json')
  .option('--strict', 'end with exit code 1 for a warning too', false)
  .option('--json', 'for programs: what each file was taken for, and the findings', false)
  .addHelpText('after', '\nExit code: 0 nothing to mend, 1 something to mend, 2 a file that cannot be taken.')
  .action(async (files: readonly string[], options: LintCommandOptions) => {
    const { runLint } = await import('../lint/run.ts')
    const { stdout } = process
    process.exitCode = runLint({
      files,
      ...options,
      terminal: { columns: stdout.columns, colour: stdout.isTTY && stdout.hasColors() },
      write: (text) => console.log(text),
      complain: (text) => console.error(`aai lint: ${text}`),
    })
  })
