import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type Node, parse, resolve, type Source, walk } from './imports.ts'
import { isTest, objection } from './rules.ts'

export interface Finding {
  readonly path: string
  readonly line: number
  readonly message: string
}

/** What a tree brings along besides its files. */
export interface Tree {
  readonly root: string
  /** `imports` of its package.json. */
  readonly subpaths: Readonly<Record<string, string>>
  /** Files that may be longer than `maxLines` says, each with the reason. */
  readonly longFiles: Readonly<Record<string, string>>
}

/** A test is read case by case, and may be longer. */
export const maxLines = (path: string): number => (isTest(path) ? 300 : 200)

const skipped = new Set(['node_modules', 'dist', 'out'])

/** The TypeScript files of a tree, as paths from its root with `/`. */
const filesOf = (root: string, folder = root): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || skipped.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesOf(root, path)
    return /(?<!\.d)\.ts$/.test(entry.name) ? [relative(root, path).replaceAll(sep, '/')] : []
  })

const property = (node: unknown, name: string): unknown =>
  typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined

const isName = (node: unknown, name: string): boolean =>
  property(node, 'type') === 'Identifier' && property(node, 'name') === name

/** Suites reach the network through the kit alone: what it did not see is no evidence. */
const isFetch = (node: Node): boolean => node.type === 'CallExpression' && isName(property(node, 'callee'), 'fetch')

const isProfileId = (node: unknown): boolean => {
  const object = property(node, 'object')
  return (
    isName(property(node, 'property'), 'id') &&
    (isName(object, 'profile') || isName(property(object, 'property'), 'profile'))
  )
}

/** `profile.id === 'feide'`: a fact of an issuer that belongs into its profile. */
const isBranchOnProvider = (node: Node): boolean =>
  node.type === 'BinaryExpression' &&
  /^[!=]==?$/.test(String(property(node, 'operator'))) &&
  [property(node, 'left'), property(node, 'right')].some(isProfileId) &&
  [property(node, 'left'), property(node, 'right')].some((side) => property(side, 'type') === 'Literal')

const habits = (path: string, { program, lineOf }: Source): readonly Finding[] => {
  if (isTest(path)) return []
  const isSuite = path.startsWith('suites/') && !path.startsWith('suites/kit/')
  return [...walk(program)].flatMap((node) => {
    const line = lineOf(node.start)
    if (isSuite && isFetch(node)) return [{ path, line, message: 'a suite asks through the kit, never by fetch' }]
    if (isBranchOnProvider(node)) {
      return [{ path, line, message: 'no branch on the name of a profile: state the fact in the profile' }]
    }
    return []
  })
}

const importFindings = (tree: Tree, path: string, source: Source): readonly Finding[] =>
  source.imports.flatMap((each) => {
    const target = resolve(path, each.specifier, tree.subpaths)
    const isFile = !/^(node:|package:|#)/.test(target)
    const message =
      isFile && !existsSync(join(tree.root, target))
        ? `${each.specifier} does not exist`
        : objection(path, target, each)
    return message === undefined ? [] : [{ path, line: each.line, message }]
  })

const lengthFindings = (tree: Tree, path: string, text: string): readonly Finding[] => {
  const lines = text.split('\n').length - 1
  const limit = maxLines(path)
  const isAllowed = path in tree.longFiles
  if (lines > limit && !isAllowed) {
    return [{ path, line: lines, message: `${lines} lines, ${limit} are the limit: would two files be clearer?` }]
  }
  if (lines <= limit && isAllowed) {
    return [{ path, line: lines, message: 'is no longer too long: take it out of scripts/layers/long-files.json' }]
  }
  return []
}

const strayAllowances = (tree: Tree, files: readonly string[]): readonly Finding[] =>
  Object.keys(tree.longFiles)
    .filter((path) => !files.includes(path))
    .map((path) => ({ path, line: 1, message: 'does not exist: take it out of scripts/layers/long-files.json' }))

/** Everything in a tree that goes against the layers, the length of files, and two habits; none when it is in order. */
export const check = (tree: Tree): { readonly files: number; readonly findings: readonly Finding[] } => {
  const files = filesOf(tree.root)
  const findings = files.flatMap((path) => {
    const text = readFileSync(join(tree.root, path), 'utf8')
    const source = parse(path, text)
    return [...importFindings(tree, path, source), ...habits(path, source), ...lengthFindings(tree, path, text)]
  })
  return { files: files.length, findings: [...findings, ...strayAllowances(tree, files)] }
}
