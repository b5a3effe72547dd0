import { isMap } from 'yaml'
import type { Profile } from '#fixtures/schema/profile.ts'
import { registrationFile } from '#fixtures/schema/registration.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { LintError } from '../model.ts'
import { parseYaml, type ReadYaml } from '../readers/yaml.ts'
import { sentenceOf } from './issue.ts'
import type { Environment, Path, ReadRegistration } from './registration.ts'

type Document = ReadYaml['documents'][number]

const PROFILES: Readonly<Record<string, string>> = { beta: 'openaire-beta', production: 'openaire-production' }

const parsed = (text: string): { readonly document: Document; readonly lineAt: ReadYaml['lineAt'] } => {
  const { documents, lineAt } = parseYaml(text)
  const [document, second] = documents
  if (second)
    throw new LintError(`line ${lineAt(second.range?.[0] ?? 0)}: a second document begins: a registration is one file.`)
  if (!document)
    throw new LintError('line 1: there is nothing in it: npx aai init registration writes one to be filled in.')
  return { document, lineAt }
}

/** Of the deepest member on the path that is there. */
const lineIn =
  (document: Document, lineAt: ReadYaml['lineAt']) =>
  (path: Path): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
      const name = path[length - 1]
      const pair = isMap(parent) ? parent.items.find((each) => String(each.key) === String(name)) : undefined
      const node = (pair?.key ?? document.getIn(path.slice(0, length), true)) as
        | { range?: readonly number[] }
        | undefined
      const start = node?.range?.[0]
      if (start !== undefined) return lineAt(start)
    }
    return 1
  }

const profileOf = (name: string, reference: string | undefined, line: number): Profile | undefined => {
  const wanted = reference ?? PROFILES[name]
  if (wanted === undefined) return undefined
  try {
    return loadProfile(wanted)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    throw new LintError(`line ${line}: environments.${name}.profile: ${error.message}`)
  }
}

/** Reads `service.yaml`. Throws a LintError, one line for each thing that keeps it from being read. */
export const readRegistration = (text: string): ReadRegistration => {
  const { document, lineAt } = parsed(text)
  const lineOf = lineIn(document, lineAt)
  const read = registrationFile.safeParse(document.toJS())
  if (!read.success) {
    const all = read.error.issues.slice(0, 10)
    throw new LintError(all.map((issue) => `line ${lineOf(issue.path as Path)}: ${sentenceOf(issue)}`).join('\n'))
  }
  const environments = Object.entries(read.data.environments).map(([name, entry]): Environment => {
    const profile = profileOf(name, entry.profile, lineOf(['environments', name, 'profile']))
    return { name, entry, isForTests: (profile?.environment ?? name) !== 'production', ...(profile ? { profile } : {}) }
  })
  return { content: read.data, environments, lineOf }
}
