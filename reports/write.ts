import { join } from 'node:path'
import { makeFolder } from './folder.ts'
import { jsonText } from './json-text.ts'
import type { RunResult } from './model.ts'
import { renderHtml } from './render/html.ts'
import { renderJunit } from './render/junit.ts'
import { renderMarkdown } from './render/markdown.ts'
import { replaceFile } from './replace-file.ts'
import { resultSchema } from './schema.ts'
import { stored } from './stored.ts'

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const sorted = (record: object): object => Object.fromEntries(Object.entries(record).sort(([a], [b]) => before(a, b)))

type Member = readonly [name: string, value: unknown, levels: number]

/** Further down than any document reaches. */
const ALL = 9

/**
 * One document, one text: members stand in the order of the schema, records by key, scenarios by id and target, so that two
 * results can be compared by `diff`. Targets keep the order of the configuration, documents that of the reports. A check, a
 * message, a header is a line.
 */
export const resultText = (result: RunResult): string => {
  const document = resultSchema.parse(stored(result))
  const targets = document.targets.map((target) => ({ ...target, facts: sorted(target.facts) }))
  const scenarios = document.scenarios.sort((a, b) => before(a.id, b.id) || before(a.target, b.target))
  const record = (name: keyof typeof document, levels: number): Member => [
    name,
    sorted(document[name] as object),
    levels,
  ]
  const members: readonly Member[] = [
    ['format', document.format, ALL],
    ['run', document.run, ALL],
    ['targets', targets, ALL],
    ['documents', document.documents, ALL],
    ...(['requirements', 'explanations'] as const).map((name) => record(name, ALL)),
    ['scenarios', scenarios, 3],
    ...(['exchanges', 'messages', 'headers', 'redactions'] as const).map((name) => record(name, 1)),
  ]
  const lines = members.map(([name, value, levels]) => `  ${JSON.stringify(name)}: ${jsonText(value, levels, '  ')}`)
  return `{\n${lines.join(',\n')}\n}\n`
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

/**
 * Writes the reports into `folder`, which is made if need be, and gives their paths. `result.json` comes first, so that a
 * view that cannot be made leaves the result to be rendered later.
 */
export const writeReports = async (
  result: RunResult,
  folder: string,
  files: readonly ReportFile[] = allFiles,
): Promise<readonly string[]> => {
  makeFolder(folder)
  const paths: string[] = []
  for (const name of allFiles.filter((each) => files.includes(each))) {
    const path = join(folder, name)
    await replaceFile(path, reportFiles[name](result))
    paths.push(path)
  }
  return paths
}
