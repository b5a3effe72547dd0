import type { RunResult, ScenarioResult } from '../../model.ts'
import { filterState } from './filters.ts'
import { html, type Markup } from './markup.ts'
import { packed } from './packed.ts'
import { scenarioDetail, scenarioLine } from './scenario.ts'

/** `oidc.op.pkce` of `oidc.op.pkce.wrong-verifier`. */
const familyOf = ({ id }: ScenarioResult): string => id.split('.').slice(0, -1).join('.') || id

export const scenariosSection = (result: RunResult): Markup => {
  const titles = new Map(result.targets.map((target) => [target.id, target.title]))
  const titleOf = (scenario: ScenarioResult) =>
    result.targets.length > 1 ? (titles.get(scenario.target) ?? scenario.target) : undefined
  const families = [...Map.groupBy(result.scenarios, familyOf)].map(
    ([family, scenarios]) =>
      html`<section class="family"><h3><code>${family}</code></h3>${scenarios.map((each, index) => scenarioLine(each, index, titleOf(each)))}<script type="text/plain">${packed(scenarios.map((each) => scenarioDetail(result, each)))}</script></section>`,
  )
  return html`<section id="scenarios" aria-labelledby="scenarios-title"><h2 id="scenarios-title">Scenarios</h2>
<p class="lead">Each result opens to its checks and to what went over the wire.</p>
${filterState()}
${families}
<p class="empty" hidden>No result is left by the filter.</p>
<noscript><p>The checks and exchanges below each line need JavaScript; result.json and summary.md beside this page do without.</p></noscript></section>`
}
