import { requirements } from '#fixtures/requirements/index.ts'
import type { Verdict } from '#reports/model.ts'
import { type Rule, rules, type Scene } from './rules/index.ts'
import { concerns, nothing } from './rules/rule.ts'
import type { Step } from './step.ts'

/** One thing that is right or wrong in one request of a login. */
export interface Finding {
  readonly rule: string
  readonly cites: Rule['cites']
  readonly verdict: Extract<Verdict, 'pass' | 'warn' | 'fail' | 'not-applicable'>
  readonly sentence: string
  /** `number` of the step. */
  readonly step: number
}

const broken = ({ cites, level }: Rule): Finding['verdict'] =>
  (level ?? requirements[cites].level) === 'MUST' ? 'fail' : 'warn'

const findingOf = (rule: Rule, step: Step, scene: Scene): readonly Finding[] => {
  const opinion = concerns(rule, step) ? rule.look(step, scene) : nothing
  if (opinion === nothing) return []
  const found = { rule: rule.id, cites: rule.cites, step: step.number }
  if (typeof opinion === 'object')
    return [{ ...found, verdict: 'not-applicable', sentence: scene.login.redact(opinion.aside) }]
  return [
    opinion === undefined
      ? { ...found, verdict: 'pass', sentence: rule.right }
      : { ...found, verdict: broken(rule), sentence: scene.login.redact(opinion) },
  ]
}

/** A refusal by the issuer says nothing new where it is known what was wrong. */
const withoutEchoes = (findings: readonly Finding[]): readonly Finding[] => {
  const isEcho = ({ rule }: Finding): boolean => rule.startsWith('refused.')
  const isKnown = findings.some((finding) => finding.verdict === 'fail' && !isEcho(finding))
  return isKnown ? findings.filter((finding) => !isEcho(finding)) : findings
}

/** What is right and wrong in a login, in the order of its requests. Pure. */
export const judge = (scene: Scene): readonly Finding[] =>
  scene.login.steps.flatMap((step) => withoutEchoes(rules.flatMap((rule) => findingOf(rule, step, scene))))
