import { type RequirementId, requirements } from '#fixtures/requirements/index.ts'
import type { Finding } from '#mocks/watch/judge.ts'
import { currentJudgement } from '../judgement.ts'
import { HeldBack } from '../signals.ts'
import type { MatcherResult } from './result.ts'

const NOTHING = 'Nothing that the service sent, and nothing of its registration, can be right or wrong in this.'
const TAKEN = 'The issuers take it.'

const isList = (received: unknown): received is readonly Finding[] => Array.isArray(received)

const concerns = ({ cites, verdict }: Finding, requirement: RequirementId): boolean =>
  cites === requirement && verdict !== 'not-applicable'

const sentences = (findings: readonly Finding[]): string =>
  [...new Set(findings.map(({ sentence }) => sentence))].join(' ')

export const findingMatchers = {
  toBeInOrder(
    this: { isNot: boolean },
    received: unknown,
    requirement: RequirementId,
    allowed?: string,
  ): MatcherResult {
    const judgement = currentJudgement()
    const concerned = isList(received) ? received.filter((finding) => concerns(finding, requirement)) : []
    if (concerned.length === 0) throw new HeldBack('not-applicable', NOTHING)
    const wrong = concerned.filter(({ verdict }) => verdict !== 'pass')
    const isRemark = requirements[requirement].level === 'MUST' && wrong.every(({ verdict }) => verdict === 'warn')
    const lenient = allowed ?? (isRemark ? TAKEN : undefined)
    if (wrong.length > 0 && lenient !== undefined) judgement.lenient = lenient
    const [expected, actual] = [sentences(concerned.filter(({ verdict }) => verdict === 'pass')), sentences(wrong)]
    if (wrong.length === 0) judgement.found.push(expected)
    return {
      pass: wrong.length === 0,
      expected: expected === '' ? 'nothing wrong' : expected,
      actual,
      message: () => actual,
    }
  },
}
