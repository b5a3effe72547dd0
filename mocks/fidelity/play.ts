import type { AnswerFields, FidelityEntry, Step } from '#fixtures/schema/fidelity.ts'
import { composed, laidOver } from './compose.ts'
import type { Corpus } from './corpus.ts'
import { authorizationOf, newJourney, resolved, walk } from './journey.ts'
import type { Party } from './party.ts'
import { readAnswer } from './read-answer.ts'
import { send } from './send.ts'

const stepsOf = ({ before }: FidelityEntry, { states }: Corpus): readonly Step[] => {
  if (typeof before !== 'string') return before ?? []
  const steps = states[before]
  if (!steps) throw new Error(`states.json has no state "${before}"`)
  return steps
}

/** What is no part of the request. */
const requestOf = ({
  id: _id,
  about: _about,
  lines: _lines,
  before: _before,
  as: _as,
  follow: _follow,
  ...own
}: FidelityEntry) => own

/** Leads one party into the state before, sends the request, and reads the answer. */
export const playEntry = async (party: Party, entry: FidelityEntry, corpus: Corpus): Promise<AnswerFields> => {
  try {
    const journey = newJourney(party, entry.client ?? 'web', entry.as ?? 'plain', corpus.bases)
    for (const step of stepsOf(entry, corpus)) await walk(journey, step)
    const { scene, spec } = resolved(journey, requestOf(entry))
    // Of an authorization request only the changes are written down.
    const whole = spec.to === 'authorization' ? laidOver(authorizationOf(scene), spec) : spec
    const request = composed(scene, whole)
    const { kept } = scene.memory
    if (entry.follow) return readAnswer(party, (await journey.browser.go(request)).answer, kept)
    return readAnswer(party, await (spec.cookies === false ? send : journey.browser.send)(request), kept)
  } catch (error) {
    throw new Error(`${entry.id} at ${party.name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

const waits = (entry: FidelityEntry, corpus: Corpus): boolean => stepsOf(entry, corpus).some((step) => 'expire' in step)

/**
 * The answers to all entries, by id. One after the other, since a logout or a revocation reaches every login of the
 * same person and client; only those that wait for something to expire wait beside the others, with a person of their own.
 */
export const playCorpus = async (party: Party, corpus: Corpus): Promise<ReadonlyMap<string, AnswerFields>> => {
  const answers = new Map<string, AnswerFields>()
  const play = async (entry: FidelityEntry): Promise<void> => {
    answers.set(entry.id, await playEntry(party, entry, corpus))
  }
  const waiting = Promise.all(corpus.entries.filter((entry) => waits(entry, corpus)).map(play))
  waiting.catch(() => undefined)
  for (const entry of corpus.entries) if (!waits(entry, corpus)) await play(entry)
  await waiting
  return answers
}
