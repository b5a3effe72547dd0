import type { z } from 'zod'

/** What belongs there, and how it is written. */
const KINDS: Readonly<Record<string, readonly [what: string, how: string]>> = {
  string: ['a text', 'put it in quotes'],
  boolean: ['true or false', 'write one of them'],
  object: ['a list of members by their names', 'write name: value, one to a line'],
  record: ['a list of members by their names', 'write name: value, one to a line'],
  array: ['a list', 'write [one, another]'],
}

const wantedBy = (issue: z.core.$ZodIssue): readonly string[] => {
  if (issue.code === 'invalid_type') return [issue.expected]
  if (issue.code === 'invalid_value') return issue.values.map(String)
  return issue.code === 'invalid_union' ? issue.errors.flatMap((each) => each.slice(0, 1).flatMap(wantedBy)) : []
}

/** What is not of the form that it should have, and what to do: `service has no member "land": remove it, …`. */
export const sentenceOf = (issue: z.core.$ZodIssue): string => {
  const place = issue.path.map(String).join('.') || 'the file'
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `"${key}"`).join(', ')
    return `${place} has no member ${names}: remove it, or correct its name.`
  }
  if (issue.message.endsWith('received undefined')) return `${place} is missing: add it.`
  const wanted = [...new Set(wantedBy(issue))]
  const words = wanted.map((each) => KINDS[each]?.[0] ?? each).join(', or ')
  if (words === '') return `${place} is not as it should be (${issue.message}): see npx aai init registration.`
  const how = wanted.length === 1 ? KINDS[wanted[0] ?? '']?.[1] : undefined
  return `${place} is to be ${words}: ${how ?? 'write one of these'}.`
}
