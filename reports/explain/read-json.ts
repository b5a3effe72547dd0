import { type Notes, notePair } from './facts.ts'
import { withoutEntities } from './read-markup.ts'
import type { Meter } from './words.ts'

/** Nobody pastes more, and a hostile input shall not make us walk forever. */
const mostNodes = 20_000

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const looksLikeJson = (text: string): boolean => /^\s*[{[]/.test(text)

/** Takes every member of a document, and of a document that stands as text within it. */
const noteMembers = (notes: Notes, document: unknown, meter: Meter): void => {
  const open: (readonly [name: string, value: unknown])[] = [['', document]]
  for (let walked = 0; walked < mostNodes; walked += 1) {
    const next = open.pop()
    if (next === undefined) return
    meter.steps += 1
    const [name, value] = next
    if (typeof value === 'object' && value !== null) {
      open.push(...Object.entries(value).slice(0, mostNodes))
    } else if (typeof value === 'string') {
      const text = withoutEntities(value)
      notePair(notes, name, text)
      notes.texts.add(text)
      const inner = looksLikeJson(value) && value.length < 100_000 ? parsed(value) : undefined
      if (inner !== undefined) open.push([name, inner])
    } else if (typeof value === 'number' || typeof value === 'boolean') {
      notePair(notes, name, String(value))
    }
  }
}

/** The line from its first brace to its last. */
const jsonOfLine = (line: string): string | undefined => {
  const from = line.indexOf('{')
  const to = line.lastIndexOf('}')
  return from >= 0 && to > from ? line.slice(from, to + 1) : undefined
}

/** JSON in the input: all of it, or what stands in a line of a log. */
export const readJson = (notes: Notes, text: string, meter: Meter): void => {
  const whole = looksLikeJson(text) ? parsed(text) : undefined
  if (whole !== undefined) {
    noteMembers(notes, whole, meter)
    return
  }
  for (const line of text.split('\n')) {
    meter.steps += 1
    const candidate = jsonOfLine(line)
    const document = candidate === undefined ? undefined : parsed(candidate)
    if (document !== undefined) noteMembers(notes, document, meter)
  }
}
