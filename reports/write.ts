import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunResult } from './model.ts'
import { renderHtml } from './render/html.ts'
import { renderJunit } from './render/junit.ts'
import { renderMarkdown } from './render/markdown.ts'
import { resultSchema } from './schema.ts'
import { stored } from './stored.ts'

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => before(a, b)))

/** One line for each entry: tens of thousands of short lines would be half of the document. */
const entries = (record: Readonly<Record<string, unknown>>): string => {
  const lines = Object.entries(record).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`
}

const indented = (value: unknown): string => JSON.stringify(value, undefined, 2).replaceAll('\n', '\n  ')

/**
 * One document, one text: members stand in the order of the schema, records by key, scenarios by id and target, so that two
 * results can be compared by `diff`. Targets keep the order of the configuration.
 */
export const resultText = (result: RunResult): string => {
  const { targets, scenarios, exchanges, messages, headers, redactions, ...rest } = resultSchema.parse(stored(result))
  const document = {
    ...rest,
    documents: sorted(rest.documents),
    requirements: sorted(rest.requirements),
    explanations: sorted(rest.explanations),
    targets: targets.map((target) => ({ ...target, facts: sorted(target.facts) })),
    scenarios: scenarios.sort((a, b) => before(a.id, b.id) || before(a.target, b.target)),
  }
  const members = [
    ...Object.entries(document).map(([name, value]) => [name, indented(value)]),
    ...Object.entries({ exchanges, messages, headers, redactions }).map(([name, record]) => [
      name,
      entries(sorted<unknown>(record)),
    ]),
  ]
  return `{\n${members.map(([name, text]) => `  ${JSON.stringify(name)}: ${text}`).join(',\n')}\n}\n`
}

/** What is written into the folder of a run, by file name. */
export const reportFiles = {
  'result.json': resultText,
  'index.html': renderHtml,
  'junit.xml': renderJunit,
  'summary.md': renderMarkdown,
} as const satisfies Readonly<Record<string, (result: RunResult) => string>>

export type ReportFile = keyof typeof reportFiles

const allFiles = Object.keys(reportFiles) as readonly ReportFile[]

/** A reader sees the old file or the new one, never half of it. */
const replaceFile = async (file: string, text: string): Promise<void> => {
  const unfinished = `${file}.${process.pid}.tmp`
  try {
    await writeFile(unfinished, text)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/**
 * Writes the reports into `folder`, which is made if need be, and gives their paths. `result.json` comes first, so that a
 * view that cannot be made leaves the result to be rendered later.
 */
export const writeReports = async (
  result: RunResult,
  folder: string,
  files: readonly ReportFile[] = allFiles,
): Promise<readonly string[]> => {
  await mkdir(folder, { recursive: true })
  const paths: string[] = []
  for (const name of allFiles.filter((each) => files.includes(each))) {
    const path = join(folder, name)
    await replaceFile(path, reportFiles[name](result))
    paths.push(path)
  }
  return paths
}
