import type { Linted } from '#lint/model.ts'
import { createCollector } from '#reports/collect.ts'
import type { RunResult } from '#reports/model.ts'
import { writeReports } from '#reports/write.ts'
import { documentSuites, startRun } from '#suites/kit/run.ts'
import type { EmbeddedTarget } from '#suites/kit/targets/embedded.ts'
import { raiseEmbeddedTargets } from '#suites/kit/targets/raise.ts'
import { describeRun } from '../run/prepare.ts'

/** A file as it was looked at. */
export interface Seen {
  readonly linted: Linted
  readonly text: string
}

const targetOf = ({ linted, text }: Seen): EmbeddedTarget => ({
  ...{ kind: 'embedded', id: linted.file, title: `${linted.file} (${linted.is})`, profile: 'openaire-beta' },
  document: { is: linted.is, linted, text },
})

/** What was found in these files, judged by the scenarios that are about documents. */
export const judged = async (seen: readonly Seen[], out: string): Promise<RunResult> => {
  const stand = await raiseEmbeddedTargets(seen.map(targetOf))
  const nothing = { target: [], profile: [], tag: [], scenario: [], requirement: [] }
  const described = describeRun({ ...nothing, shuffle: false, strict: false, json: false, out }, stand)
  const { reporter, result } = createCollector({ ...described, expected: 0 })
  try {
    const { id, seed } = described.run
    await (await startRun({ id, stand, reporter, seed, suites: documentSuites })).done
  } finally {
    await stand.close()
  }
  return result()
}

/** Page, JSON, JUnit and Markdown, as of any run; resolves with their paths. */
export const writeLintReports = async (seen: readonly Seen[], out: string): Promise<readonly string[]> =>
  writeReports(await judged(seen, out), out)
