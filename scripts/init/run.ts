import { type AskerOptions, createAsker } from './asker.ts'
import { type Beforehand, begin } from './begin.ts'
import { factsOf } from './folder.ts'
import { NONE, questionsFor } from './questions.ts'
import { finished, reached, shown } from './try-out.ts'
import { configurationIn, writeWhole } from './write.ts'

export interface InitOptions extends AskerOptions {
  readonly folder: string
  readonly known: Beforehand
}

const REMARKS = {
  'client.redirectUri': 'as the service asks for',
  'start.environment': 'filled in for each run: docs/services.md names what may stand in braces',
}

/** Asks, tries out, and writes what was found to work. Throws a ConfigurationError of one sentence; nothing is written then. */
export const initService = async ({ folder, known, ...options }: InitOptions): Promise<void> => {
  const configuration = await configurationIn(folder)
  const asker = createAsker(options)
  try {
    const questions = questionsFor(factsOf(folder), configuration.ids, folder)
    const dialog = { asker, questions, known }
    const begun = await begin(dialog, folder)
    const { exits, ...seen } = await shown(dialog, await reached(dialog, begun), options.given.whoami)
    const { id, entry } = await finished(dialog, seen, exits[0])
    await writeWhole(folder, configuration.name, configuration.withTarget(id, entry, REMARKS))
    asker.tell(
      `\n${configuration.name} has the target ${id} now; the control login worked. Go on with:\n\n  npx aai service --target ${id}`,
    )
    if (entry.logout === undefined) asker.tell(`\nAdd logout (${NONE} was answered) to have logouts judged as well.`)
  } finally {
    asker.close()
  }
}
