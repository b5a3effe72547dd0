import { type CoverageState, coverage, coverageStates, type DocumentCoverage } from '../../coverage.ts'
import type { RunResult } from '../../model.ts'
import { html, link, type Markup } from './markup.ts'

const heads: Readonly<Record<CoverageState, string>> = {
  passed: 'Passed',
  broken: 'Broken',
  'held-back': 'Held back',
  untested: 'Untested',
  open: 'Open',
}

const number = (count: number): Markup => (count === 0 ? html`<td class="none">0</td>` : html`<td>${count}</td>`)

const cited = (states: DocumentCoverage['states']): number => states.passed + states.broken + states['held-back']

const row = ({ title, url, requirements, states }: DocumentCoverage): Markup =>
  html`<tr><th scope="row">${link(url, title)}</th>${number(requirements)}${number(cited(states))}${coverageStates.map((state) => number(states[state]))}</tr>`

export const coverageSection = (result: RunResult): Markup => {
  const partial =
    result.run.selection === 'everything' ? '' : ' This run was a selection: what it left out counts as open.'
  return html`<section id="coverage" aria-labelledby="coverage-title"><h2 id="coverage-title">Coverage</h2>
<p class="lead">What the source documents ask for, and what became of it. Cited: a scenario of this run judges it. Held back: only skipped scenarios do. Untested: no scenario can, and the row says why. Open: none does.${partial}</p>
<div class="scroll" role="region" aria-label="Table of coverage" tabindex="0"><table class="coverage"><thead><tr><th scope="col">Document</th><th scope="col">Requirements</th><th scope="col">Cited</th>${coverageStates.map((state) => html`<th scope="col">${heads[state]}</th>`)}</tr></thead>
<tbody>${coverage(result).map(row)}</tbody></table></div></section>`
}
