import { type RequirementId, requirements } from '#fixtures/requirements/index.ts'
import type { Exchange, Explanation } from '#reports/model.ts'
import type { ShownLogin, ShownStep } from '#reports/render/watch/shown.ts'
import { judge } from './judge.ts'
import type { Login } from './login.ts'
import { outcomeOf } from './outcome.ts'
import { readable, rootOf } from './saml-text.ts'
import type { Step } from './step.ts'
import type { Watch } from './watch.ts'

/** What an error means, for a person; from the table behind `aai explain`. */
export type Explain = (exchange: Exchange) => readonly Explanation[]

export interface Detail extends ShownLogin {
  readonly id: string
  readonly tries?: string
}

const cited = (ids: Iterable<RequirementId>): Detail['requirements'] =>
  Object.fromEntries(
    [...new Set(ids)].map((id) => {
      const { level, text, why, remedy, url } = requirements[id]
      return [id, { level, text, why, remedy, url }]
    }),
  )

/** The SAML messages of a step, decoded; without the values of signatures, so that nothing can be sent once more. */
const samlOf = ({ saml, answer }: Step): Pick<ShownStep, 'saml'> => {
  const messages = [
    ...(saml?.xml === undefined ? [] : [{ title: `${saml.kind}, from the service`, text: readable(saml.xml) }]),
    ...(answer.saml ? [{ title: `${rootOf(answer.saml.xml)}, to the service`, text: readable(answer.saml.xml) }] : []),
  ]
  return messages.length > 0 ? { saml: messages } : {}
}

/** One login with all that is to be said about it. */
export const detailOf = (watch: Watch, login: Login, explain: Explain): Detail => {
  const findings = judge(watch.sceneOf(login))
  return {
    id: login.id,
    left: login.left,
    steps: login.steps.map((step) => ({
      number: step.number,
      outcome: outcomeOf(step, watch.provider.origin),
      faulty: step.faulty,
      exchange: step.exchange,
      findings: findings.filter(({ step: number }) => number === step.number),
      ...samlOf(step),
      explained: explain(step.exchange).map(({ title, happened, why, remedy }) => ({ title, happened, why, remedy })),
    })),
    requirements: cited(findings.map(({ cites }) => cites)),
    ...(login.fault ? { tries: login.fault.tries } : {}),
  }
}
