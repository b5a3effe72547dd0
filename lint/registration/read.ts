import { isAlias, isMap, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import type { Profile } from '#fixtures/schema/profile.ts'
import { registrationFile } from '#fixtures/schema/registration.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { LintError } from '../model.ts'
import type { Environment, Path, ReadRegistration } from './registration.ts'

type Document = ReturnType<typeof parseDocument>

const PROFILES: Readonly<Record<string, string>> = { beta: 'openaire-beta', production: 'openaire-production' }

const firstLine = (text: string): string => text.split('\n', 1)[0]?.replace(/[:.]$/, '') ?? ''

const parsed = (text: string): { readonly document: Document; readonly lines: LineCounter } => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true, uniqueKeys: true })
  const [error] = document.errors
  if (error) throw new LintError(`${firstLine(error.message)}: mend that line, or take the tab out of it.`)
  visit(document, {
    Alias: (_, node) => {
      throw new LintError(`Line ${lines.linePos(node.range?.[0] ?? 0).line}: write out what the alias stands for.`)
    },
  })
  return { document, lines }
}

/** Of the deepest member on the path that is there. */
const lineIn =
  (document: Document, lines: LineCounter) =>
  (path: Path): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
      const name = path[length - 1]
      const pair =
        isMap(parent) && !isAlias(parent) ? parent.items.find((each) => String(each.key) === String(name)) : undefined
      const node = (pair?.key ?? document.getIn(path.slice(0, length), true)) as
        | { range?: readonly number[] }
        | undefined
      const start = node?.range?.[0]
      if (start !== undefined) return lines.linePos(start).line
    }
    return 1
  }

const sentence = ({ code, path, message, ...rest }: z.core.$ZodIssue): string => {
  const place = path.map(String).join('.') || 'the file'
  if (code === 'unrecognized_keys' && 'keys' in rest)
    return `${place} has no member ${rest.keys.map((key) => `"${key}"`).join(', ')}: remove it, or correct its name.`
  return `${place}: ${message}.`
}

const profileOf = (name: string, reference: string | undefined): Profile | undefined => {
  const wanted = reference ?? PROFILES[name]
  return wanted === undefined ? undefined : loadProfile(wanted)
}

/** Reads `service.yaml`. Throws a LintError, one line for each thing that keeps it from being read. */
export const readRegistration = (text: string): ReadRegistration => {
  const { document, lines } = parsed(text)
  const lineOf = lineIn(document, lines)
  const read = registrationFile.safeParse(document.toJS())
  if (!read.success) {
    const all = read.error.issues.slice(0, 10)
    throw new LintError(all.map((issue) => `line ${lineOf(issue.path as Path)}: ${sentence(issue)}`).join('\n'))
  }
  const environments = Object.entries(read.data.environments).map(([name, entry]): Environment => {
    const profile = profileOf(name, entry.profile)
    return { name, entry, isForTests: (profile?.environment ?? name) !== 'production', ...(profile ? { profile } : {}) }
  })
  return { content: read.data, environments, lineOf }
}
