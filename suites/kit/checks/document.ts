import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Finding, Judged } from '#lint/model.ts'
import { currentJudgement, type Judgement } from '../judgement.ts'
import { HeldBack, KitError } from '../signals.ts'
import type { DocumentSeed } from '../target-document.ts'
import type { MatcherResult } from './result.ts'

const isDocument = (received: unknown): received is DocumentSeed =>
  typeof received === 'object' && received !== null && 'judged' in received && 'lines' in received

const worded = ({ file }: DocumentSeed, { line, wrong, write }: Finding): string =>
  `${file}:${line} ${wrong} Write: ${write}`

const quoted = ({ lines }: DocumentSeed, findings: readonly Finding[]): string =>
  [...new Set(findings.map(({ line, setting }) => `${line}: ${lines[line] ?? setting}`))].join('\n')

/** Of a row that is not among those that this file can show, or of which it shows nothing, nothing is judged. */
const judgedIn = (document: DocumentSeed, cites: RequirementId): Judged => {
  const judged = document.judged.find((each) => each.cites === cites)
  if (!judged) throw new HeldBack('not-applicable', `${document.file} (${document.title}) can show nothing of that.`)
  const { unseen } = judged
  if (unseen) throw new HeldBack(unseen.verdict, unseen.reason)
  return judged
}

/** What is only to be thought about breaks nothing that has to be. */
const weighed = (findings: readonly Finding[], judgement: Judgement): readonly Finding[] => {
  const counting = findings.filter(({ weight }) => weight !== 'note')
  if (counting.length > 0 && counting.every(({ weight }) => weight === 'warn'))
    judgement.lenient = 'Something to think about.'
  return counting
}

export const documentMatchers = {
  toHold(this: { isNot: boolean }, received: unknown, cites: RequirementId): MatcherResult {
    if (!isDocument(received)) throw new KitError('toHold looks at the `document` of a scenario.')
    const judgement = currentJudgement()
    const { findings } = judgedIn(received, cites)
    const counting = weighed(findings, judgement)
    const pass = counting.length === 0
    const told = pass ? findings : counting
    if (told.length > 0) judgement.sent = quoted(received, told)
    const actual = told.map((finding) => worded(received, finding)).join('\n')
    if (pass && actual !== '') judgement.found.push(actual.replace(/\.$/, ''))
    return {
      pass,
      expected: told.map(({ write }) => write).join('\n'),
      actual: told.map(({ wrong }) => wrong).join('\n'),
      message: () => (this.isNot ? `expected ${received.file} not to hold ${cites}` : actual),
    }
  },
}
