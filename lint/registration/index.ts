import { requirements } from '#fixtures/requirements/index.ts'
import { findingsIn, notApplicable } from '../judged.ts'
import type { Finding, Judged } from '../model.ts'
import { clientRules } from './client.ts'
import { contactRules } from './contacts.ts'
import { logoAddress } from './logo.ts'
import { redirectRules } from './redirects.ts'
import { type ReadRegistration, type Remark, type Rule, settingOf } from './registration.ts'
import { samlRules } from './saml.ts'
import { textRules } from './texts.ts'
import { webRules } from './web.ts'

/** Everything that can be said of a registration without asking anybody. */
export const registrationRules: readonly Rule[] = [
  ...textRules,
  ...webRules,
  ...contactRules,
  ...redirectRules,
  logoAddress,
  ...clientRules,
  ...samlRules,
]

/** What was remarked, with its line and its weight. */
export const findingsOf = (
  { cites }: Pick<Rule, 'cites'>,
  remarks: readonly Remark[],
  { lineOf }: ReadRegistration,
): readonly Finding[] =>
  remarks.map(({ at, wrong, write, weight }) => ({
    line: lineOf(at),
    weight: weight ?? (requirements[cites].level === 'MUST' ? 'fail' : 'warn'),
    cites,
    setting: settingOf(at),
    wrong,
    write,
  }))

/** Row by row. */
export const judgeRegistration = (read: ReadRegistration): readonly Judged[] =>
  registrationRules.map((rule): Judged => {
    const findings = findingsOf(rule, rule.remarks(read), read)
    const reason = findings.length > 0 ? undefined : rule.unseen?.(read)
    return { cites: rule.cites, findings, ...(reason === undefined ? {} : { unseen: notApplicable(reason) }) }
  })

/** In the order of the file. */
export const lintRegistration = (read: ReadRegistration): readonly Finding[] => findingsIn(judgeRegistration(read))

export { readRegistration } from './read.ts'
export type { ReadRegistration, Rule } from './registration.ts'
