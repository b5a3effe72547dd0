import { readdirSync, readFileSync } from 'node:fs'
import {
  type FidelityEntry,
  type FidelityLine,
  fidelityBases,
  fidelityFile,
  fidelityStates,
  type RequestSpec,
  type Step,
} from '#fixtures/schema/fidelity.ts'

export const fidelityFolder = new URL('../../fixtures/fidelity/', import.meta.url)

export interface Corpus {
  readonly entries: readonly FidelityEntry[]
  readonly bases: Readonly<Record<string, RequestSpec>>
  readonly states: Readonly<Record<string, readonly Step[]>>
}

export const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'))

/** What a line is sent unless the entry says otherwise. */
const usual: readonly FidelityLine[] = ['22', '26']

/** The requests of a line, in the order of their files. Throws where two have the same id. */
export const corpusFor = (line: FidelityLine): Corpus => {
  const folder = new URL('requests/', fidelityFolder)
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
  const all = files.flatMap((name) => fidelityFile.parse(readJson(new URL(name, folder))).entries)
  const twice = all.find(({ id }, at) => all.findIndex((other) => other.id === id) !== at)
  if (twice) throw new Error(`fixtures/fidelity/requests: two entries are called ${twice.id}: rename one`)
  return {
    entries: all.filter(({ lines = usual }) => lines.includes(line)),
    bases: fidelityBases.parse(readJson(new URL('bases.json', fidelityFolder))).bases,
    states: fidelityStates.parse(readJson(new URL('states.json', fidelityFolder))).states,
  }
}
