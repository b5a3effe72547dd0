import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readJson } from '#mocks/wire/read-json.ts'

/** What a folder tells of the service in it. */
export interface FolderFacts {
  /** As a target may be called. */
  readonly name: string
  readonly command?: string
  /** Names of variables that it is told something by; never their values. */
  readonly variables: readonly string[]
}

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

export const asId = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')

const ENVIRONMENTS = ['.env.example', '.env.sample', '.env.template', '.env']

const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(/^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/gm)].map(([, name = '']) => name)

export const factsOf = (folder: string): FolderFacts => {
  const manifest = (readJson(textOf(join(folder, 'package.json'))) ?? {}) as Record<string, unknown>
  const name = asId(typeof manifest.name === 'string' ? manifest.name : basename(folder)) || 'service'
  const scripts = (manifest.scripts ?? {}) as Record<string, unknown>
  const variables = ENVIRONMENTS.flatMap((file) => variablesIn(textOf(join(folder, file))))
  return { name, variables: [...new Set(variables)], ...('start' in scripts ? { command: 'npm start' } : {}) }
}

/** The first variable that is called so. */
export const variableLike = ({ variables }: FolderFacts, name: RegExp): string | undefined =>
  variables.find((each) => name.test(each))
