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
  return { software, answers: new Map(Object.entries(answers)) }
}

/** One answer a line, so that a change reads as one. */
export const record = (line: FidelityLine, { software, answers }: Recording): void => {
  const lines = [...answers]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, fields]) => `${JSON.stringify(id)}: ${JSON.stringify(fields)}`)
  const text = `{"software": ${JSON.stringify(software)}, "answers": {\n${lines.join(',\n')}\n}}\n`
  writeFileSync(fileOf(line), text)
}

/** Differences that are known and why they are there. */
export const ledgerFor = (line: FidelityLine): readonly KnownDifference[] =>
  fidelityLedger.parse(readJson(new URL(`ledger-${line}.json`, fidelityFolder))).differences
