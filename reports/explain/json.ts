import { requirements } from '#fixtures/requirements/index.ts'
import type { Explanation } from '#fixtures/schema/explanation.ts'
import type { Explained, Hit } from './index.ts'
import { nextSteps } from './next-steps.ts'

export const EXPLANATION_FORMAT = 'aai-explanation/1'

const rows: Readonly<Record<string, { readonly level: string; readonly text: string; readonly url: string }>> =
  requirements

/** The requirements that an explanation belongs to, with what they ask for. */
export const citedBy = ({ requirements: ids }: Explanation) =>
  ids.flatMap((id) => {
    const row = rows[id]
    return row ? [{ id, level: row.level, text: row.text, url: row.url }] : []
  })

/** Where to read on. */
export const linkOf = (explanation: Explanation): string | undefined => explanation.see ?? citedBy(explanation)[0]?.url

const hitJson = ({ explanation, match }: Hit) => {
  const { id, title, party, happened, why, remedy } = explanation
  const recognisedBy = { found: match.by, wordedBy: match.of }
  return {
    id,
    title,
    party,
    happened,
    why,
    remedy,
    requirements: citedBy(explanation),
    see: linkOf(explanation),
    recognisedBy,
  }
}

/** For programs. The best explanation comes first; without one, `next` says whom to ask. */
export const explainedJson = ({ hits, facts }: Explained) => ({
  format: EXPLANATION_FORMAT,
  recognised: hits.length > 0,
  explanations: hits.map(hitJson),
  read: {
    statuses: [...facts.statuses],
    errors: [...facts.errors],
    descriptions: facts.descriptions,
    addresses: facts.addresses.map(({ host, path }) => `${host}${path}`),
  },
  ...(hits.length === 0 && { next: nextSteps(facts) }),
})
