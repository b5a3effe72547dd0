import type { Import } from './imports.ts'

/** Who may import whom. The patterns meet what `resolve` gives: paths from the root, `node:…`, `package:…`. */
interface Layer {
  readonly name: string
  readonly files: RegExp
  readonly may: readonly RegExp[]
  /** Only as types. */
  readonly mayAsTypes?: readonly RegExp[]
  /** Only these names of a module that is otherwise allowed. */
  readonly names?: Readonly<Record<string, readonly string[]>>
  /** Tests of it also these. */
  readonly testsMay?: readonly RegExp[]
}

const anyPackage = /^(package|node):/
const notVitest = /^(node:|package:(?!vitest$))/
const notItsParser = /^(node:|package:(?!(?:vitest|libxml2-wasm)$))/

/** The first that holds a file decides. */
const layers: readonly Layer[] = [
  { name: 'fixtures/schema', files: /^fixtures\/schema\//, may: [/^fixtures\//, /^package:zod$/] },
  { name: 'fixtures', files: /^fixtures\//, may: [/^fixtures\//] },
  { name: 'reports/model', files: /^reports\/model\.ts$/, may: [] },
  { name: 'reports/schema', files: /^reports\/(schema|baseline)\.ts$/, may: [/^reports\//, /^package:zod$/] },
  {
    name: 'reports/collect',
    files: /^reports\/collect/,
    may: [/^reports\//, /^fixtures\//, /^package:vitest$/, /^node:/],
  },
  {
    name: 'reports/files',
    files: /^reports\/(read|write|replace-file|folder)\.ts$/,
    may: [/^reports\//, /^node:(fs|fs\/promises|path)$/],
  },
  // What is the same is kept once, under a key made from its content.
  { name: 'reports/stored', files: /^reports\/stored\.ts$/, may: [/^reports\//, /^node:crypto$/] },
  // A content security policy names style and script by their hashes.
  { name: 'reports/policy', files: /^reports\/render\/html\/policy\.ts$/, may: [/^reports\//, /^node:crypto$/] },
  // Details of thousands of results are packed into the page.
  { name: 'reports/packed', files: /^reports\/render\/html\/packed\.ts$/, may: [/^reports\//, /^node:zlib$/] },
  // Explanations are data; what makes them out in a text stands beside the views that will show them.
  { name: 'reports/explain', files: /^reports\/explain\//, may: [/^reports\//, /^fixtures\//] },
  { name: 'reports', files: /^reports\//, may: [/^reports\//] },
  // Documents of the parser have to be let go: nobody else gets to see one.
  { name: 'mocks/xml', files: /^mocks\/xml\//, may: [/^mocks\/(xml|wire)\//, /^fixtures\//, notVitest] },
  {
    name: 'mocks',
    files: /^mocks\//,
    may: [/^mocks\//, /^fixtures\//, notItsParser],
    // What the live page hears is said in its own words.
    mayAsTypes: [/^reports\/(model|render\/watch\/shown)\.ts$/],
  },
  {
    name: 'suites/kit',
    files: /^suites\/kit\//,
    // What `aai explain` makes of an answer, and `aai lint` of a document, is itself judged.
    may: [/^suites\/kit\//, /^mocks\//, /^fixtures\//, /^lint\//, /^reports\/(model\.ts$|explain\/)/, anyPackage],
  },
  {
    name: 'suites',
    files: /^suites\//,
    may: [/^suites\/kit\//, /^mocks\/faults\//, /^package:vitest$/],
    names: { 'package:vitest': ['describe'] },
  },
  // Services as their authors would write them: they know nothing of us.
  { name: 'libraries', files: /^libraries\//, may: [/^libraries\//, notVitest] },
  // Configurations of clients are read and looked at by themselves: nothing is played.
  {
    name: 'lint',
    files: /^lint\//,
    testsMay: [/^mocks\/faults\//],
    may: [
      /^lint\//,
      /^fixtures\//,
      /^mocks\/(profiles|saml|wire|xml)\//,
      /^reports\/(model\.ts$|render\/)/,
      notItsParser,
    ],
  },
  // What is made of a registration: messages, and whether a service is ready.
  {
    name: 'registration',
    files: /^registration\//,
    may: [/^registration\//, /^lint\//, /^fixtures\//, /^reports\//, /^mocks\/(profiles|wire)\//, notVitest],
  },
  // Rounds of runs: what they leave behind, what is news, how it is told to those who watch.
  { name: 'monitor', files: /^monitor\//, may: [/^monitor\//, /^reports\//, /^mocks\/wire\//, /^node:/] },
  { name: 'docs', files: /^docs\//, may: [/^docs\//, /^package:aai-conformance$/, anyPackage] },
  { name: 'scripts', files: /^scripts\//, may: [/./] },
  { name: 'configuration', files: /^[^/]+$/, may: [/./] },
]

/** A test, and what tests share, stands beside what it tests and may use tools that this itself may not. */
export const isTest = (path: string): boolean => path.endsWith('.test.ts') || path.includes('/testing/')
const testOf: Readonly<Record<string, string>> = { suites: 'suites/kit', 'reports/model': 'reports' }
const testMay: readonly RegExp[] = [anyPackage, /^package\.json$/]

const layerOf = (path: string): Layer | undefined => {
  const own = layers.find((layer) => layer.files.test(path))
  if (!own || !isTest(path)) return own
  const wider = layers.find((layer) => layer.name === testOf[own.name]) ?? own
  return { name: wider.name, files: wider.files, may: [...wider.may, ...(own.testsMay ?? []), ...testMay] }
}

const topFolder = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')
const isOurs = (target: string): boolean => !/^(node:|package:|#)/.test(target)

/** Why `from` must not import `target` in this way; undefined when it may. */
export const objection = (from: string, target: string, imported: Import): string | undefined => {
  const layer = layerOf(from)
  if (!layer) return `${topFolder(from)}/ belongs to no layer: give it one in scripts/layers/rules.ts`
  if (target.startsWith('#')) return `${target} is not in the imports of package.json`
  if (target.endsWith('.suite.ts')) return 'nobody imports a suite: what two of them share goes to suites/kit'
  if (topFolder(target) === 'scripts' && layer.name !== 'scripts') return 'nobody imports scripts'
  const meets = (pattern: RegExp): boolean => pattern.test(target)
  const asType = imported.typeOnly && layer.mayAsTypes?.some(meets)
  if (!asType && layer.mayAsTypes?.some(meets)) return `${layer.name} may import ${target} only as types`
  if (!asType && !layer.may.some(meets)) return `${layer.name} may not import ${target}`
  const names = layer.names?.[target]
  const stranger = names && imported.names.find((name) => !names.includes(name))
  if (stranger) return `${layer.name} may import only ${names.join(', ')} of ${target}, not ${stranger}`
  if (
    isOurs(target) &&
    imported.specifier.startsWith('.') &&
    topFolder(target) &&
    topFolder(from) !== topFolder(target)
  ) {
    return `write #${target}: an import that crosses folders says so`
  }
  return undefined
}
