import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { type ESTree, parseSync } from 'vite'

export interface Import {
  /** As written. */
  readonly specifier: string
  readonly line: number
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean
  /** Imported names; `*` for the whole module or for its side effects. */
  readonly names: readonly string[]
}

export interface Source {
  readonly imports: readonly Import[]
  readonly program: ESTree.Program
  readonly lineOf: (offset: number) => number
}

export interface Node {
  readonly type: string
  readonly start: number
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

/** Every node of the tree, parents first. */
export function* walk(value: unknown): Generator<Node> {
  if (isNode(value)) yield value
  if (typeof value === 'object' && value !== null) for (const child of Object.values(value)) yield* walk(child)
}

const lineFinder =
  (text: string) =>
  (offset: number): number =>
    text.slice(0, offset).split('\n').length

const stringAt = (text: string, range: { start: number; end: number }): string | undefined =>
  /^(['"])(.*)\1$/s.exec(text.slice(range.start, range.end))?.[2]

/** The imports of a file in every form: statements, re-exports, `import()` of a literal, types by `import('…')`. */
export const parse = (path: string, text: string): Source => {
  const { module, program, errors } = parseSync(path, text)
  const [error] = errors
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`)
  const lineOf = lineFinder(text)
  const statements = module.staticImports.map((each) => ({
    specifier: each.moduleRequest.value,
    line: lineOf(each.start),
    typeOnly: each.entries.length > 0 && each.entries.every((entry) => entry.isType),
    names: each.entries.map((entry) => entry.importName.name ?? '*'),
  }))
  const reexports = module.staticExports.flatMap((each) =>
    each.entries.flatMap(({ moduleRequest, isType, importName, start }) =>
      // `import { a } …; export { a }` is listed too, placed at its import, which we have already.
      moduleRequest && start < each.end
        ? [
            {
              specifier: moduleRequest.value,
              line: lineOf(each.start),
              typeOnly: isType,
              names: [importName.name ?? '*'],
            },
          ]
        : [],
    ),
  )
  const calls = module.dynamicImports.flatMap((each) => {
    const specifier = stringAt(text, each.moduleRequest)
    return specifier === undefined ? [] : [{ specifier, line: lineOf(each.start), typeOnly: false, names: ['*'] }]
  })
  const types = [...walk(program)].flatMap((node) =>
    node.type === 'TSImportType' && 'source' in node && isNode(node.source) && 'value' in node.source
      ? [{ specifier: String(node.source.value), line: lineOf(node.start), typeOnly: true, names: ['*'] }]
      : [],
  )
  return { imports: [...statements, ...reexports, ...calls, ...types], program, lineOf }
}

const packageName = (specifier: string): string => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

/**
 * What a specifier stands for: a path from the root of the project, `node:fs`, or `package:zod`.
 * `subpaths` is the `imports` map of package.json, `#mocks/*` to `./mocks/*`.
 */
export const resolve = (from: string, specifier: string, subpaths: Readonly<Record<string, string>>): string => {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  if (isBuiltin(specifier)) return specifier.startsWith('node:') ? specifier : `node:${specifier}`
  if (!specifier.startsWith('#')) return `package:${packageName(specifier)}`
  for (const [pattern, target] of Object.entries(subpaths)) {
    const prefix = pattern.replace(/\*$/, '')
    if (specifier.startsWith(prefix)) return posix.normalize(target.replace('*', specifier.slice(prefix.length)))
  }
  return specifier
}
