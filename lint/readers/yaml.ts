import { LineCounter, parseAllDocuments, visit, type YAMLError } from 'yaml'
import { LintError } from '../model.ts'

type Documents = Extract<ReturnType<typeof parseAllDocuments>, readonly unknown[]>

export interface ReadYaml {
  readonly documents: Documents
  /** Counts from 1. */
  readonly lineAt: (offset: number) => number
}

const keyIn = (line: string): string => /^\s*-?\s*["']?([^"':]+)["']?\s*:/.exec(line)?.[1] ?? 'A name'

/** `line 3: a tab stands where blanks belong: indent with blanks.` */
const sentence = ({ code, message, linePos }: YAMLError, lines: readonly string[]): string => {
  const line = linePos?.[0].line ?? 1
  const at = `line ${line}:`
  if (code === 'TAB_AS_INDENT') return `${at} a tab stands where blanks belong: indent with blanks.`
  if (code === 'DUPLICATE_KEY')
    return `${at} ${keyIn(lines[line - 1] ?? '')} stands there twice: remove one of the two.`
  const [said = ''] = message.split('\n', 1)
  const why = said.replace(/ at line \d+, column \d+:?$/, '')
  return `${at} this is no YAML (${why.charAt(0).toLowerCase()}${why.slice(1)}): mend that line.`
}

const parsed = (text: string, lineCounter: LineCounter): Documents => {
  try {
    const documents = parseAllDocuments(text, { lineCounter, prettyErrors: true, uniqueKeys: true })
    return Array.isArray(documents) ? documents : []
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new LintError('line 1: lists are nested deeper than anybody writes: cut out what is about the AAI.')
  }
}

/** Documents without aliases, which nothing that is looked at needs, and by which a few lines become gigabytes. */
export const parseYaml = (text: string): ReadYaml => {
  const counter = new LineCounter()
  const documents = parsed(text, counter)
  const [problem] = documents.flatMap(({ errors }) => errors)
  if (problem) throw new LintError(sentence(problem, text.split(/\r?\n/)))
  const lineAt = (offset: number): number => counter.linePos(offset).line
  for (const document of documents)
    visit(document, {
      Alias: (_, { source, range }) => {
        throw new LintError(`line ${lineAt(range?.[0] ?? 0)}: *${source} is an alias: write out what it stands for.`)
      },
    })
  return { documents, lineAt }
}
