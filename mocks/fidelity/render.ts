import { type Comparison, type Difference, type FieldKind, fieldKinds } from './compare.ts'
import { complaints, percent, share } from './verdict.ts'

const said = (value: string | undefined): string => {
  if (value === undefined) return '(nothing)'
  return value.length > 160 ? `${value.slice(0, 160)}…` : value
}

const oneDifference = ({ entry, field, ours, theirs }: Difference): string =>
  `    ${entry}  ${field}\n      ours    ${said(ours)}\n      theirs  ${said(theirs)}`

/** Many fields may differ for one reason. */
const byReason = (differences: readonly Difference[]): string => {
  const groups = Map.groupBy(differences, ({ known }) => known?.reason ?? 'NOT LISTED')
  const ordered = [...groups].sort(([one], [other]) => Number(other === 'NOT LISTED') - Number(one === 'NOT LISTED'))
  return ordered
    .map(([reason, of]) => {
      const shown = reason === 'NOT LISTED' ? of : of.slice(0, 2)
      const more = of.length > shown.length ? `\n    … and ${of.length - shown.length} more` : ''
      return `  ${reason}\n${shown.map(oneDifference).join('\n')}${more}`
    })
    .join('\n')
}

/** How far ours and theirs agree, for a person. */
export const rendered = (
  software: string,
  comparison: Comparison,
  goals: Readonly<Record<FieldKind, number>>,
): string => {
  const rows = fieldKinds.map((kind) => {
    const { fields, agreeing } = comparison.agreement[kind]
    const part = percent(share(comparison, kind)).padStart(8)
    return `  ${kind.padEnd(26)}${part}  ${agreeing} of ${fields} fields, goal ${percent(goals[kind])}`
  })
  const wrong = complaints(comparison, goals)
  return [
    `${software}: ${comparison.entries} requests`,
    ...rows,
    ...(comparison.differences.length === 0 ? [] : ['', byReason(comparison.differences)]),
    ...(wrong.length === 0 ? [] : ['', ...wrong.map((sentence) => `  ${sentence}`)]),
    '',
  ].join('\n')
}
