import { type Finding, findings, harnessErrors } from '../../findings.ts'
import type { RunResult, ScenarioResult } from '../../model.ts'
import { plural } from '../../outcome.ts'
import { targetTitle } from '../words.ts'
import { scenarioAddress, viewAddress } from './address.ts'
import { badge } from './badge.ts'
import { html, type Markup } from './markup.ts'

const placesShown = 6

const placeLink = (result: RunResult, scenario: ScenarioResult, found?: string): Markup => {
  const at = result.targets.length > 1 ? html` at ${targetTitle(result, scenario.target)}` : html``
  const said = found === undefined ? html`` : html`<br>${found}`
  return html`<li><a href="#${scenarioAddress(scenario.id, scenario.target)}">${scenario.title}</a><span class="muted">${at}${said}</span></li>`
}

const item = (result: RunResult, finding: Finding): Markup => {
  const { requirement, places } = finding
  const firstOfEach = [...Map.groupBy(places, ({ scenario }) => scenario).values()].flatMap(([first]) => first ?? [])
  const more =
    firstOfEach.length > placesShown
      ? html`<li><a href="#${viewAddress([
          ['r', finding.cites],
          ['v', finding.verdict],
        ])}">and ${firstOfEach.length - placesShown} more</a></li>`
      : html``
  return html`<li class="finding ${finding.verdict}">
<h3>${badge(finding.verdict)} <span>${requirement?.text ?? finding.cites}</span></h3>
<p class="muted small"><code>${finding.cites}</code> ${requirement?.level} ${firstOfEach.length > 1 ? `in ${plural(firstOfEach.length, 'result')}` : undefined}</p>
<p class="remedy"><b>What to do</b> ${requirement?.remedy ?? places[0]?.check.message}</p>
<ul class="places">${firstOfEach.slice(0, placesShown).map(({ scenario, check }) => placeLink(result, scenario, check.message))}${more}</ul>
</li>`
}

const errorItem = (result: RunResult, scenario: ScenarioResult): Markup =>
  html`<li class="finding error"><h3>${badge('error')} <span>${scenario.reason ?? 'The harness failed.'}</span></h3>
<ul class="places">${placeLink(result, scenario)}</ul></li>`

const shown = 12

const folded = (items: readonly Markup[]): Markup =>
  items.length === 0
    ? html``
    : html`<details class="more"><summary>${items.length} more</summary><ol class="findings">${items}</ol></details>`

/** Broken requirements with their remedies, each once: the list to work from. */
export const findingsSection = (result: RunResult): Markup => {
  const errors = harnessErrors(result).map((each) => errorItem(result, each))
  const items = [...errors, ...findings(result, ['fail']).map((each) => item(result, each))]
  if (items.length === 0) return html``
  return html`<section id="first" aria-labelledby="first-title"><h2 id="first-title">What to do first</h2>
<ol class="findings">${items.slice(0, shown)}</ol>${folded(items.slice(shown))}</section>`
}
