import { isDeepStrictEqual } from 'node:util'
import type { FidelityLine } from '#fixtures/schema/fidelity.ts'
import { type Comparison, compare } from '#mocks/fidelity/compare.ts'
import { type Corpus, corpusFor } from '#mocks/fidelity/corpus.ts'
import type { RunningParty } from '#mocks/fidelity/our-party.ts'
import { playCorpus } from '#mocks/fidelity/play.ts'
import { ledgerFor, type Recording, record, recorded } from '#mocks/fidelity/recording.ts'
import { rendered } from '#mocks/fidelity/render.ts'
import { type Software, softwareOf } from '#mocks/fidelity/software.ts'
import { complaints } from '#mocks/fidelity/verdict.ts'

export interface Wish {
  /** Ids of entries, or how they begin; all unless said. */
  readonly entries: readonly string[]
  /** Ask the recording in place of the software. */
  readonly fromRecording: boolean
  /** Keep what the software answers. */
  readonly record: boolean
  readonly signal: AbortSignal
}

export interface Measured {
  readonly line: FidelityLine
  readonly software: string
  readonly comparison: Comparison
  readonly text: string
  readonly passed: boolean
}

const chosen = (corpus: Corpus, ids: readonly string[]): Corpus => ({
  ...corpus,
  entries: corpus.entries.filter(
    ({ id }) => ids.length === 0 || ids.some((each) => id === each || id.startsWith(`${each}.`)),
  ),
})

const answersOf = async ({ party, close }: RunningParty, corpus: Corpus): Promise<Recording> => {
  try {
    return { software: party.name, answers: await playCorpus(party, corpus) }
  } finally {
    await close()
  }
}

const theirs = async (software: Software, corpus: Corpus, wish: Wish): Promise<Recording> => {
  if (wish.fromRecording) return recorded(software.line)
  return answersOf(await software.real(wish.signal), corpus)
}

/** Entries that the software answers otherwise than when it was last met. */
const changed = (line: FidelityLine, { answers }: Recording): readonly string[] => {
  const before = recorded(line).answers
  return [...answers].filter(([id, answer]) => !isDeepStrictEqual(answer, before.get(id))).map(([id]) => id)
}

const remarks = (otherwise: readonly string[]): readonly string[] =>
  otherwise.length === 0
    ? []
    : [`  Recorded otherwise: ${otherwise.slice(0, 10).join(', ')}. Keep the new answers with --record.\n`]

/** Both are asked, and the answers compared. Throws a ConfigurationError where the software cannot be had. */
export const measure = async (line: FidelityLine, wish: Wish): Promise<Measured> => {
  const software = softwareOf(line)
  const corpus = chosen(corpusFor(line), wish.entries)
  const real = await theirs(software, corpus, wish)
  if (wish.record)
    record(
      line,
      wish.entries.length === 0 ? real : { ...real, answers: new Map([...recorded(line).answers, ...real.answers]) },
    )
  const otherwise = changed(line, real)
  const ours = await answersOf(await software.ours(), corpus)
  const ledger = ledgerFor(line)
  const whole = compare(ours.answers, real.answers, ledger)
  // Of a part nothing can be said about the rest of the ledger.
  const comparison = wish.entries.length === 0 ? whole : { ...whole, stale: [] }
  const wrong = complaints(comparison, software.goals)
  return {
    line,
    software: real.software,
    comparison,
    text: [rendered(real.software, comparison, software.goals), ...remarks(otherwise)].join('\n'),
    passed: wrong.length === 0,
  }
}
