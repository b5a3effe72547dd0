import type { Bend, Fault } from '#fixtures/schema/fault.ts'

/** One thing wrong in a text. */
export interface Wrong extends Pick<Fault, 'breaks' | 'also' | 'on' | 'answer' | 'replace' | 'cut'> {}

/** In place of what stands there last. */
export const replacing =
  (breaks: string, from: string) =>
  (to: string, ...also: readonly string[]): Wrong => ({
    ...{ breaks, replace: [from, to] },
    ...(also.length > 0 ? { also } : {}),
  })

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/^an? /, '')
    .replace(/[^a-z0-9]+/g, '-')

/** What may be wrong in a document; each row is named after what is wrong. */
export const documentFaults = (
  prefix: string,
  variant: string,
  rows: Readonly<Record<string, Wrong>>,
): readonly Fault[] =>
  Object.entries(rows).map(([title, wrong]) => ({
    ...{ id: `${prefix}.${slug(title)}`, title, at: 'document', variant },
    ...wrong,
  }))

/** The text with that one thing wrong. Throws where nothing would be. */
export const bentText = (text: string, { replace }: Bend): string => {
  if (replace === undefined) return text
  const [from, to] = replace
  const at = text.lastIndexOf(from)
  if (at < 0) throw new Error(`The document has no ${JSON.stringify(from)} that could be replaced.`)
  return text.slice(0, at) + to + text.slice(at + from.length)
}
