import type { CommandAttempt } from '../contract-command.ts'
import { HeldBack } from '../signals.ts'
import { type Comparison, concluded, type MatcherResult, nothing } from './result.ts'

const isAttempt = (received: unknown): received is CommandAttempt =>
  typeof received === 'object' && received !== null && 'outcome' in received && 'run' in received

const lastLine = (output: string): string => output.trim().split('\n').at(-1)?.slice(0, 200) ?? ''

/** What whoever started it saw. */
const inWords = ({ run: { goesOn, ended, output } }: CommandAttempt): string => {
  if (goesOn) return 'it asked again and again'
  const line = lastLine(output)
  return line === '' ? `it ${ended}, without a word` : `it ${ended}: ${line}`
}

/** Of a run of which nothing can be told nothing is. */
const seen = (received: unknown): CommandAttempt | undefined => {
  if (!isAttempt(received)) return undefined
  if (received.outcome === 'unseen') {
    throw new HeldBack('not-applicable', 'The program never asked for what was wrong, so it could not fall for it.')
  }
  if (received.outcome === 'unclear') throw new HeldBack('skip', received.why ?? 'Nobody can tell what came of it.')
  return received
}

const giveUp = (received: unknown): Comparison => {
  const expected = 'an end with another code than 0, and a word why'
  const attempt = seen(received)
  if (!attempt) return { pass: false, expected, actual: nothing(received) }
  const pass = attempt.outcome === 'gave-up' && lastLine(attempt.run.output) !== ''
  return { pass, expected, actual: inWords(attempt) }
}

const stopAsking = (received: unknown): Comparison => {
  const expected = 'no further poll'
  const attempt = seen(received)
  if (!attempt) return { pass: false, expected, actual: nothing(received) }
  return { pass: !attempt.run.goesOn, expected, actual: inWords(attempt) }
}

export const commandMatchers = {
  toGiveUp(this: { isNot: boolean }, received: unknown): MatcherResult {
    return concluded(this, received, () => giveUp(received))
  },
  toStopAsking(this: { isNot: boolean }, received: unknown): MatcherResult {
    return concluded(this, received, () => stopAsking(received))
  },
}
