import { Command } from 'commander'
import type { MailOptions } from '../mail/run.ts'

const names = (text: string): readonly string[] => text.split(',').map((each) => each.trim())

export const command = new Command('mail')
  .description('write the message to the team of the AAI: a new service, or what has changed')
  .argument('<registration>', 'service.yaml, as it is to be')
  .option('--new', 'ask for a new service', false)
  .option('--change <registration>', 'ask for what is not as it was: the file as it was registered')
  .option('--environments <names>', 'beta, production; all that the file has unless said', names)
  .option('--to <address>', 'the team of another AAI than OpenAIRE')
  .option('--from <address>', 'who sends it; the first technical contact unless said')
  .option('-o, --out <file>', 'also write it as FILE.txt and FILE.eml')
  .option('--anyway', 'even if aai lint finds something to mend', false)
  .addHelpText(
    'after',
    '\nExit code: 0 written, 1 something is to be mended before, or nothing has changed; 2 it cannot be read.',
  )
  .action(async (file: string, options: MailOptions) => {
    const { runMail } = await import('../mail/run.ts')
    process.exitCode = await runMail(file, {
      ...options,
      now: new Date(),
      write: (text) => console.log(text),
      complain: (text) => console.error(`aai mail: ${text}`),
    })
  })
