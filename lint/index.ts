import { addressesIn } from './addresses.ts'
import { findingsIn } from './judged.ts'
import { kinds } from './kinds/index.ts'
import { LintError, type Linted, type Setting } from './model.ts'
import { judgedBy } from './rules/index.ts'

export { type Finding, type Judged, LintError, type Linted, type Weight } from './model.ts'

/** More than anybody configures. */
const MOST_SETTINGS = 20_000
/** Longer than any setting that we understand. */
const LONGEST = 8_000

const settingsOf = (read: (text: string) => readonly Setting[], text: string): readonly Setting[] => {
  const settings = read(text).map(({ name, value, line }) => ({
    name: name.slice(0, 200),
    value: value.slice(0, LONGEST),
    line,
  }))
  if (settings.length <= MOST_SETTINGS) return settings
  throw new LintError(`has more than ${MOST_SETTINGS} settings: cut out what is about the AAI.`)
}

/**
 * Looks at a configuration file of a client. `name` is that of the file, which says of what kind it may be. Throws a
 * LintError, of what follows the name in a sentence.
 */
export const lint = (name: string, text: string): Linted => {
  const file = name.split(/[/\\]/).at(-1) ?? name
  const kind = kinds.find(({ fits }) => fits(file, text))
  if (!kind) {
    throw new LintError(
      `is nothing that we can read: there are registrations, metadata of SAML services, ${kinds.map(({ title }) => title).join(', ')}.`,
    )
  }
  const settings = settingsOf(kind.read, text)
  const addresses = addressesIn(settings)
  const judged = judgedBy({ kind, settings, addresses })
  return {
    ...{ file: name, is: 'configuration' },
    kind: kind.id,
    title: kind.title,
    settings: settings.length,
    findings: findingsIn(judged),
    judged,
  }
}
