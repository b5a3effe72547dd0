import type { RunResult } from '../model.ts'
import { outcome } from '../outcome.ts'
import { coverageSection } from './html/coverage.ts'
import { filters } from './html/filters.ts'
import { findingsSection } from './html/findings.ts'
import { footer, legend } from './html/legend.ts'
import { html, type Markup, markupText } from './html/markup.ts'
import { matrixSection } from './html/matrix.ts'
import { scenariosSection } from './html/scenarios.ts'
import { script } from './html/script.ts'
import { shell } from './html/shell.ts'
import { style } from './html/style.ts'
import { header, summary } from './html/summary.ts'

const parts: readonly (readonly [string, string])[] = [
  ['targets', 'Targets'],
  ['first', 'What to do first'],
  ['requirements', 'Requirements'],
  ['scenarios', 'Scenarios'],
  ['coverage', 'Coverage'],
  ['words', 'Words'],
]

const navigation = (sections: string): Markup => {
  const present = parts.filter(([id]) => sections.includes(`<section id="${id}"`))
  return html`<nav class="parts" aria-label="Parts of this page"><ul>${present.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`
}

/** The report as one page: no network, no files beside it. */
export const renderHtml = (result: RunResult): string => {
  const main = html`${summary(result)}
${findingsSection(result)}
${filters(result)}
${matrixSection(result)}
${scenariosSection(result)}
${coverageSection(result)}
${legend()}`
  const body = html`<a class="skip-link" href="#scenarios">Skip to the scenarios</a>
${header(result)}
${navigation(markupText(main))}
<main>
${main}
</main>
${footer(result)}`
  return shell({ title: outcome(result).headline, style, script, body })
}
