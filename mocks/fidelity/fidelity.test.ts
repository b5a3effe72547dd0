import { expect, test } from 'vitest'
import { fidelityLines } from '#fixtures/schema/fidelity.ts'
import { compare } from './compare.ts'
import { corpusFor } from './corpus.ts'
import { playCorpus } from './play.ts'
import { ledgerFor, recorded } from './recording.ts'
import { rendered } from './render.ts'
import { softwareOf } from './software.ts'
import { complaints } from './verdict.ts'

test.for(fidelityLines)('ours answers as the recorded %s did (npm run fidelity -- --recorded)', async (line) => {
  const { software, answers } = recorded(line)
  const { ours, goals } = softwareOf(line)
  const { party, close } = await ours()
  try {
    const comparison = compare(await playCorpus(party, corpusFor(line)), answers, ledgerFor(line))
    const wrong = complaints(comparison, goals)
    expect(wrong, wrong.length > 0 ? rendered(software, comparison, goals) : '').toEqual([])
  } finally {
    await close()
  }
})

test.for(fidelityLines)(
  'the recording of %s is of all requests and of no others (npm run fidelity -- --record)',
  (line) => {
    const ids = corpusFor(line).entries.map(({ id }) => id)
    expect([...recorded(line).answers.keys()].sort()).toEqual(ids.sort())
  },
)

test('there are requests enough', () => {
  const [keycloak22, keycloak26, mitreid] = fidelityLines.map((line) => corpusFor(line).entries.length)
  expect(keycloak22).toBeGreaterThan(300)
  expect(keycloak26).toBeGreaterThan(300)
  expect(mitreid).toBeGreaterThan(60)
})
