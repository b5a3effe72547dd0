import { cluesIn } from './clues.ts'
import { type Facts, newNotes } from './facts.ts'
import { readAddresses } from './read-addresses.ts'
import { readJson } from './read-json.ts'
import { readLines } from './read-lines.ts'
import { isPage, pageText, withoutEntities } from './read-markup.ts'
import { type Meter, wall, wordsOf } from './words.ts'

/** Colours of a terminal (ECMA-48), as they come along in copied logs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what begins them.
const colours = /\u001b\[[0-9;]{0,20}m/g

/** Reads whatever people paste: an address, JSON, headers, lines of a log, a page. */
export const readFacts = (input: string, meter: Meter): Facts => {
  const raw = input.replace(colours, '').replaceAll('\r\n', '\n')
  const page = isPage(raw)
  const text = page ? pageText(raw, meter) : raw
  const notes = newNotes()
  readJson(notes, raw, meter)
  for (const each of [page ? withoutEntities(raw) : raw, ...notes.texts]) readAddresses(notes, each, meter)
  readLines(notes, raw, meter)
  const said = wordsOf([text, ...notes.texts], meter)
  const addresses = [...notes.addresses.values()]
  return {
    statuses: notes.statuses,
    errors: notes.errors,
    descriptions: notes.descriptions,
    headers: notes.headers,
    addresses,
    clues: cluesIn(addresses),
    page,
    said,
    ownWords: Math.max(0, said.words.indexOf(wall)),
  }
}
