/** Characters that a terminal draws two columns wide (UAX 11: W and F, the blocks that occur in names and titles). */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** Columns a line takes in a terminal. Expects text without control characters. */
export const width = (text: string): number => {
  let columns = 0
  for (const character of text) columns += /\p{M}/u.test(character) ? 0 : wide.test(character) ? 2 : 1
  return columns
}

export const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))

export const padStart = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - width(text))) + text

/** Cut to so many columns, with an ellipsis in the last one. */
export const shorten = (text: string, columns: number): string => {
  if (width(text) <= columns) return text
  let kept = ''
  for (const character of text) {
    if (width(kept + character) > columns - 1) break
    kept += character
  }
  return `${kept}…`
}

const pieces = (word: string, columns: number): readonly string[] => {
  const all: string[] = ['']
  let used = 0
  for (const character of word) {
    const more = width(character)
    if (used + more > columns) {
      all.push('')
      used = 0
    }
    all[all.length - 1] += character
    used += more
  }
  return all
}

/** Broken at blanks; a word longer than a line is broken where the line ends. */
export const wrap = (text: string, columns: number): readonly string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = ['']
    for (const word of paragraph.split(/[ \t]+/).flatMap((each) => pieces(each, columns))) {
      const last = lines[lines.length - 1] ?? ''
      const joined = last === '' ? word : `${last} ${word}`
      if (width(joined) <= columns) lines[lines.length - 1] = joined
      else lines.push(word)
    }
    return lines
  })
