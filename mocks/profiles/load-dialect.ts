import { createRequire } from 'node:module'
import type { Dialect, DialectFile } from '#fixtures/schema/dialect.ts'
import { type Problem, refuse, repetitions, shapeProblems } from './explain.ts'
import { chainOf, content } from './layers.ts'
import { didYouMean, nearest } from './nearest.ts'
import { type Found, namesOn } from './shelves.ts'

export const dialectNames = (): readonly string[] => namesOn('dialects')

const schema = (): typeof import('#fixtures/schema/dialect.ts') =>
  createRequire(import.meta.url)('#fixtures/schema/dialect.ts')

/** Only the shape of a user's file is in doubt; ours are validated by a test. */
const written = (found: Found): DialectFile => content(found) as unknown as DialectFile

const laidOver = (base: Dialect | undefined, over: DialectFile): Dialect => ({
  ...base,
  ...over,
  switches: { ...base?.switches, ...over.switches },
  conditions: { ...base?.conditions, ...over.conditions },
  texts: { ...base?.texts, ...over.texts },
  quirks: { ...base?.quirks, ...over.quirks },
})

/** Conditions and switches that the machines of ours look for: any other name would silently do nothing. */
const knownBy = (machine: Dialect['machine']): { readonly conditions: string[]; readonly switches: string[] } => {
  const ours = dialectNames()
    .map((name) => loadDialect(name))
    .filter((dialect) => dialect.machine === machine)
  return {
    conditions: [...new Set(ours.flatMap(({ conditions }) => Object.keys(conditions)))],
    switches: [...new Set(ours.flatMap(({ switches }) => Object.keys(switches)))],
  }
}

const strangers = (dialect: DialectFile): readonly Problem[] => {
  const known = knownBy(dialect.machine)
  return (['conditions', 'switches'] as const).flatMap((place) =>
    Object.keys(dialect[place] ?? {})
      .filter((name) => !known[place].includes(name))
      .map((name) => ({
        path: [place, name],
        sentence: `"${name}" is nothing that the ${dialect.machine} machine asks for${didYouMean(name, known[place])}${
          nearest(name, known[place]) ? ' Rename it' : ': rename it'
        } or take it out`,
      })),
  )
}

const otherMachine = (chain: readonly Found[]): readonly Problem[] => {
  const [own, base] = chain
  if (!own || !base || own.value.machine === base.value.machine) return []
  const sentence = `"${own.value.extends}" is played by the ${base.value.machine} machine: change "machine" or "extends"`
  return [{ path: ['machine'], sentence }]
}

const validate = (found: Found, chain: readonly Found[]): void => {
  refuse([...repetitions(found), ...shapeProblems(schema().dialectFile, content(found))], [found])
  refuse([...strangers(written(found)), ...otherMachine(chain)], [found])
}

/**
 * A dialect by the name of one of ours, or by its path from `folder`, with what it extends already in it.
 * Throws a ConfigurationError that names file, line and remedy.
 */
export const loadDialect = (reference: string, folder = process.cwd()): Dialect => {
  const chain = chainOf('dialects', reference, folder)
  chain.forEach((found, index) => {
    if (!found.ours) validate(found, chain.slice(index))
  })
  const { extends: _base, ...dialect } = chain.reduceRight<Dialect | undefined>(
    (base, found) => laidOver(base, written(found)),
    undefined,
  ) as Dialect
  return dialect
}
