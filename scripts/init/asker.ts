import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'

export interface Question {
  /** By which the answer may be given beforehand: `login` for `--login`. */
  readonly option: string
  readonly text: string
  /** What stands for an empty answer; '' makes it optional. */
  readonly usual?: string | undefined
  /** What is wrong with an answer, in one sentence. */
  readonly check?: (answer: string) => string | undefined
}

export interface Asker {
  /** Asks until there is nothing wrong with the answer. `because`: an earlier answer did not do. */
  readonly ask: (question: Question, because?: string) => Promise<string>
  readonly tell: (line: string) => void
  readonly close: () => void
}

export interface AskerOptions {
  readonly input: Readable
  readonly output: Writable
  /** By option. */
  readonly given: Readonly<Record<string, string | undefined>>
  /** Nobody is there to be asked. */
  readonly yes: boolean
  readonly interrupted: () => void
}

/** Lines that came before they were asked for are kept: somebody may answer from a file. */
const lineReader = ({ input, output, interrupted }: AskerOptions) => {
  const terminal = 'isTTY' in output && output.isTTY === true && 'isTTY' in input && input.isTTY === true
  const reader = createInterface({ input, output, terminal })
  const lines: string[] = []
  let waiting: ((line: string | undefined) => void) | undefined
  let ended = false
  const hand = (line: string | undefined): void => {
    const take = waiting
    waiting = undefined
    if (take) take(line)
    else if (line !== undefined) lines.push(line)
  }
  reader.on('line', hand)
  reader.on('close', () => {
    ended = true
    hand(undefined)
  })
  reader.on('SIGINT', interrupted)
  return {
    next: (prompt: string): Promise<string | undefined> => {
      reader.setPrompt(prompt)
      if (!ended) reader.prompt()
      const line = lines.shift()
      if (line !== undefined || ended) return Promise.resolve(line)
      return new Promise((resolve) => {
        waiting = resolve
      })
    },
    close: () => reader.close(),
  }
}

const wanted = ({ text, usual }: Question): string => (usual ? `${text} [${usual}] ` : `${text} `)

const wrong = ({ check, usual, text }: Question, answer: string): string | undefined =>
  answer === '' ? (usual === undefined ? `An answer is needed: ${text}` : undefined) : check?.(answer)

/** Questions on a terminal, or from a file; answers given beforehand are not asked for. */
export const createAsker = (options: AskerOptions): Asker => {
  const { output, given, yes } = options
  let reader: ReturnType<typeof lineReader> | undefined
  /** By option: who is asked a second time may have meant the same. */
  const before = new Map<string, string>()
  const tell = (line: string): void => {
    output.write(`${line}\n`)
  }

  const typed = async (question: Question): Promise<string> => {
    reader ??= lineReader(options)
    const line = await reader.next(wanted(question))
    if (line === undefined)
      throw new ConfigurationError(`The answers ended at "${question.text}": nothing was written.`)
    const answer = line.trim() || (question.usual ?? '')
    const problem = wrong(question, answer)
    if (problem !== undefined) {
      tell(`  ${problem}`)
      return typed(question)
    }
    before.set(question.option, answer)
    return answer
  }

  const beforehand = (question: Question): string | undefined => {
    const answer = given[question.option] ?? (yes ? question.usual : undefined)
    if (answer === undefined) {
      if (yes) throw new ConfigurationError(`--${question.option} is missing: ${question.text}`)
      return undefined
    }
    const problem = wrong(question, answer)
    if (problem !== undefined) throw new ConfigurationError(`--${question.option} is "${answer}": ${problem}`)
    return answer
  }

  return {
    tell,
    ask: async (question, because) => {
      if (because !== undefined) {
        if (yes || given[question.option] !== undefined) throw new ConfigurationError(because)
        tell(`  ${because}`)
        return typed(question)
      }
      const usual = before.get(question.option) ?? question.usual
      return beforehand(question) ?? typed({ ...question, usual })
    },
    close: () => reader?.close(),
  }
}
