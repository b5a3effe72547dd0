import { explain } from '#reports/explain/index.ts'
import { explainedJson } from '#reports/explain/json.ts'
import { renderExplained } from '#reports/explain/terminal.ts'
import { InputError, readInput } from './input.ts'

export interface ExplainRun {
  readonly words: readonly string[]
  readonly json: boolean
  readonly stream: AsyncIterable<unknown> & { readonly isTTY?: boolean }
  /** Where the answer is written to. */
  readonly terminal: { readonly columns?: number; readonly colour: boolean }
  readonly write: (text: string) => void
  readonly complain: (text: string) => void
}

/** Exit code: 0 explained, 1 not recognised, 2 nothing that could be read. */
export const runExplain = async ({
  words,
  json,
  stream,
  terminal,
  write,
  complain,
}: ExplainRun): Promise<0 | 1 | 2> => {
  try {
    const { text, missing } = await readInput(words, stream)
    const explained = explain(text)
    const recognised = explained.hits.length > 0
    if (!recognised && missing !== undefined) throw new InputError(`There is no file ${missing}.`)
    write(json ? JSON.stringify(explainedJson(explained), null, 2) : renderExplained(explained, terminal))
    return recognised ? 0 : 1
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    complain(error.message)
    return 2
  }
}
