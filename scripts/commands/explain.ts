import { Command } from 'commander'

const explain = async (words: readonly string[], { json }: { readonly json: boolean }): Promise<void> => {
  const { runExplain } = await import('../explain/run.ts')
  const { stdout } = process
  process.exitCode = await runExplain({
    words,
    json,
    stream: process.stdin,
    terminal: { columns: stdout.columns, colour: stdout.isTTY && stdout.hasColors() },
    write: (text) => console.log(text),
    complain: (text) => console.error(`aai explain: ${text}`),
  })
}

export const command = new Command('explain')
  .description('explain an error: what happened, at which party, why, and what to do')
  .argument('[input...]', 'a message, a log line, an address, or a file; - or nothing reads standard input')
  .option('--json', 'for programs: explanations, requirements, and what was read', false)
  .addHelpText('after', '\nExit code: 0 explained, 1 not recognised, 2 the input cannot be read.')
  .action(explain)
