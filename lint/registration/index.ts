import { requirements } from '#fixtures/requirements/index.ts'
import type { Finding } from '../model.ts'
import { clientRules } from './client.ts'
import { contactRules } from './contacts.ts'
import { logoAddress } from './logo.ts'
import { redirectRules } from './redirects.ts'
import { type ReadRegistration, type Remark, type Rule, settingOf } from './registration.ts'
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

/** In the order of the file. */
export const lintRegistration = (read: ReadRegistration): readonly Finding[] =>
  registrationRules.flatMap((rule) => findingsOf(rule, rule.remarks(read), read)).toSorted((a, b) => a.line - b.line)

export { readRegistration } from './read.ts'
export type { ReadRegistration, Rule } from './registration.ts'
