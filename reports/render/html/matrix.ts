import { type Cell, type MatrixRow, type MatrixSection, matrix } from '../../matrix.ts'
import type { RunResult, Target } from '../../model.ts'
import { word } from '../words.ts'
import { identity, scenarioAddress, viewAddress } from './address.ts'
import { badge } from './badge.ts'
import { html, link, type Markup } from './markup.ts'

const cellMarkup = (row: MatrixRow, cell: Cell, target: Target | undefined): Markup => {
  const [only, ...more] = cell.scenarios
  if (!cell.verdict || only === undefined)
    return html`<td><span class="none" title="no scenario of this run">–</span></td>`
  const address =
    more.length === 0
      ? scenarioAddress(only, cell.target)
      : viewAddress([
          ['r', row.id],
          ['t', cell.target],
        ])
  const label = `${word(cell.verdict)}: ${row.id} at ${target?.title ?? cell.target}`
  return html`<td class="${cell.verdict}"><a href="#${address}" aria-label="${label}">${badge(cell.verdict)}</a></td>`
}

const uncited = (row: MatrixRow, columns: number): Markup => {
  const reason = row.requirement?.untested
  const said = reason === undefined ? html`<b>open</b>` : html`<details><summary>untested</summary>${reason}</details>`
  return html`<td colspan="${columns}" class="uncited">${said}</td>`
}

const rowMarkup = (row: MatrixRow, targets: readonly Target[]): Markup => {
  const { requirement } = row
  const cited = row.cells.some((cell) => cell.verdict)
  const cells = cited
    ? row.cells.map((cell, index) => cellMarkup(row, cell, targets[index]))
    : uncited(row, targets.length)
  return html`<tr data-requirement="${identity(row.id)}"><th scope="row"><span class="cite">${link(requirement?.url, html`<code>${row.id}</code>`)} <span class="level">${requirement?.level}</span></span> <span class="text">${requirement?.text ?? 'Not in the registry of requirements.'}</span></th>${cells}</tr>`
}

const rollUp = (cell: Cell): Markup =>
  html`<td>${cell.verdict ? badge(cell.verdict) : html`<span class="none">–</span>`}</td>`

const section = ({ title, rows, cells }: MatrixSection, index: number, targets: readonly Target[]): Markup => {
  const checked = rows.filter((row) => row.cells.some((cell) => cell.verdict)).length
  const broken = rows.filter((row) => row.cells.some(({ verdict }) => verdict === 'fail' || verdict === 'warn')).length
  const told = `${checked} of ${rows.length} checked${broken > 0 ? `, ${broken} not met` : ''}`
  return html`<tbody class="document"><tr><th scope="rowgroup"><button type="button" class="fold" aria-expanded="true" aria-controls="document-${index}">${title} <span class="muted">${told}</span></button></th>${cells.map(rollUp)}</tr></tbody>
<tbody id="document-${index}" class="rows">${rows.map((row) => rowMarkup(row, targets))}</tbody>`
}

/** Requirements by targets. Without its script the page shows all rows; the script folds them. */
export const matrixSection = (result: RunResult): Markup => {
  const { targets } = result
  const heads = targets.map((target) => html`<th scope="col">${target.title}</th>`)
  return html`<section id="requirements" aria-labelledby="requirements-title"><h2 id="requirements-title">Requirements</h2>
<p class="lead">The worst verdict of each requirement at each target. A cell leads to its scenarios.</p>
<div class="scroll" role="region" aria-label="Table of requirements" tabindex="0">
<table class="matrix"><thead><tr><th scope="col">Requirement</th>${heads}</tr></thead>
${matrix(result).map((each, index) => section(each, index, targets))}
</table></div>
<p class="empty" hidden>No requirement is cited by what the filter leaves.</p></section>`
}
