import type { Check, Exchange, RunResult, ScenarioResult } from '../../model.ts'
import { partyName } from '../parties.ts'
import { duration } from '../text.ts'
import { placeOf } from '../words.ts'
import { identity, scenarioAddress } from './address.ts'
import { badge } from './badge.ts'
import { html, link, longText, type Markup } from './markup.ts'
import { sequence } from './sequence.ts'

const fact = (name: string, value: Markup | string | undefined): Markup =>
  value === undefined ? html`` : html`<div><dt>${name}</dt><dd>${value}</dd></div>`

const wire = (text: string | undefined): Markup | undefined =>
  text === undefined ? undefined : html`<span class="wire">${longText(text)}</span>`

/** What the error that came means at a service, as `aai explain` tells it. */
const explained = (result: RunResult, ids: readonly string[] = []): Markup =>
  fact(
    'At a service',
    ids.length === 0
      ? undefined
      : html`${ids.map((id) => {
          const { title = id, party = '', happened, why, remedy = [] } = result.explanations[id] ?? {}
          return html`<div class="explained"><p><b>${title}.</b> <span class="muted">Whoever meets this error there finds its cause at ${partyName(party)}.</span></p><p>${happened} ${why}</p><ul>${remedy.map((each) => html`<li>${each}</li>`)}</ul></div>`
        })}`,
  )

const checkMarkup = (result: RunResult, check: Check): Markup => {
  const requirement = result.requirements[check.cites]
  const stands = requirement && link(requirement.url, placeOf(result, requirement))
  const unmet = check.verdict === 'fail' || check.verdict === 'warn'
  return html`<li class="check ${check.verdict}"><h4>${badge(check.verdict)} <code>${check.cites}</code> <span class="level">${requirement?.level}</span></h4>
<p class="message-text">${check.message}</p>
<dl>${fact('Sent', wire(check.sent))}${fact('Expected', wire(check.expected))}${fact('Got', wire(check.actual))}${fact('Required', requirement && html`${requirement.text} <span class="muted">${stands}</span>`)}${fact('Why it matters', requirement?.why)}${unmet ? fact('What to do', requirement && html`<strong>${requirement.remedy}</strong>`) : html``}${explained(result, check.explained)}${fact('Checked in', check.source === undefined ? undefined : html`<code>${check.source}</code>`)}</dl></li>`
}

/** What opens below a scenario's line. */
export const scenarioDetail = (result: RunResult, scenario: ScenarioResult): Markup => {
  const exchanges = scenario.evidence.flatMap((key): Exchange | readonly Exchange[] => result.exchanges[key] ?? [])
  const told = [
    `driver: ${scenario.driver}`,
    scenario.fault && `fault: ${scenario.fault}`,
    `took ${duration(scenario.durationMs)}`,
    scenario.tags.length > 0 ? `tags: ${scenario.tags.join(', ')}` : undefined,
  ]
  return html`<p class="muted small"><a href="#${scenarioAddress(scenario.id, scenario.target)}">Link to this result</a> <span>${told.filter((each) => each !== undefined).join(' · ')}</span></p>
${scenario.checks.length > 0 ? html`<ul class="checks">${scenario.checks.map((check) => checkMarkup(result, check))}</ul>` : html`<p>No check was made.</p>`}
${scenario.explained ? html`<dl class="held-back">${explained(result, scenario.explained)}</dl>` : html``}
${sequence(exchanges)}`
}

const list = (values: readonly string[]): Markup => longText(JSON.stringify(values.map(identity)))

/** One line per result. Its detail waits, packed, at the end of its family: a page of thousands of results opens at once. */
export const scenarioLine = (scenario: ScenarioResult, index: number, targetTitle: string | undefined): Markup => {
  const cites = [...new Set(scenario.checks.map((check) => check.cites))]
  const said = scenario.checks.map((check) => check.message.slice(0, 400)).join(' ')
  const reason = scenario.reason === undefined ? html`` : html`<span class="reason">${scenario.reason}</span>`
  const target = targetTitle === undefined ? html`` : html`<span class="at">${targetTitle}</span>`
  return html`<details class="scenario" id="${scenarioAddress(scenario.id, scenario.target)}" data-n="${index}" data-v="${scenario.verdict}" data-t="${identity(scenario.target)}" data-tags="${list(scenario.tags)}" data-cites="${list(cites)}" data-said="${said}"><summary>${badge(scenario.verdict)} <span class="line"><span class="title">${scenario.title}</span> <code class="id">${scenario.id}</code> ${reason}</span> ${target}</summary><div class="detail"></div></details>
`
}
