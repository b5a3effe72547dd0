import { writeFileSync } from 'node:fs'
import {
  type AnswerFields,
  type FidelityLine,
  fidelityLedger,
  fidelityRecording,
  type KnownDifference,
} from '#fixtures/schema/fidelity.ts'
import { fidelityFolder, readJson } from './corpus.ts'

export interface Recording {
  /** Name and release of what answered. */
  readonly software: string
  readonly answers: ReadonlyMap<string, AnswerFields>
}

const fileOf = (line: FidelityLine): URL => new URL(`recorded-${line}.json`, fidelityFolder)

/** What the real software of a line answered when it was last met. */
export const recorded = (line: FidelityLine): Recording => {
  const { software, answers } = fidelityRecording.parse(readJson(fileOf(line)))
  const whole = (answer: AnswerFields | string): AnswerFields => {
    const own = typeof answer === 'string' ? answers[answer] : answer
    return typeof own === 'object' ? own : {}
  }
  return { software, answers: new Map(Object.entries(answers).map(([id, answer]) => [id, whole(answer)])) }
}

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1

/** One answer a line, so that a change reads as one; of an answer that was given before only by which entry. */
export const record = (line: FidelityLine, { software, answers }: Recording): void => {
  const first = new Map<string, string>()
  const lines = [...answers].sort(byName).map(([id, fields]) => {
    // Members of a hash map come in another order each time.
    const answer = JSON.stringify(Object.fromEntries(Object.entries(fields).sort(byName)))
    const like = first.get(answer)
    if (like === undefined) first.set(answer, id)
    return `${JSON.stringify(id)}: ${like === undefined ? answer : JSON.stringify(like)}`
  })
  const text = `{"software": ${JSON.stringify(software)}, "answers": {\n${lines.join(',\n')}\n}}\n`
  writeFileSync(fileOf(line), text)
}

/** Differences that are known and why they are there. */
export const ledgerFor = (line: FidelityLine): readonly KnownDifference[] =>
  fidelityLedger.parse(readJson(new URL(`ledger-${line}.json`, fidelityFolder))).differences
