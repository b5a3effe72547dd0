import type { RunResult, Target } from '../../model.ts'
import { outcome } from '../../outcome.ts'
import { byTarget, type Tally, type TargetTally } from '../../tally.ts'
import { duration, grouped, moment } from '../text.ts'
import { playsName, word, worstFirst } from '../words.ts'
import { viewAddress } from './address.ts'
import { html, type Markup } from './markup.ts'

const banner = ({ run }: RunResult): Markup =>
  html`${interruption(run)}${(run.baseline?.problems ?? []).map((each) => html`<p class="banner" role="note"><strong>Baseline.</strong> ${each}</p>`)}`

const interruption = (run: RunResult['run']): Markup =>
  run.complete
    ? html``
    : html`<p class="banner" role="note"><strong>This run is incomplete.</strong> ${run.interrupted ?? 'It was stopped before its end.'} What is missing here was not checked.</p>`

export const header = (result: RunResult): Markup => {
  const { headline, exitCode } = outcome(result)
  const { run } = result
  return html`<header class="top">
<p class="product">aai-conformance <span>report</span></p>
<h1 class="exit-${exitCode}">${headline}</h1>
<p class="run"><time datetime="${run.startedAt}">${moment(run.startedAt)}</time> <span>${duration(run.durationMs)}</span> <span>${grouped(result.scenarios.length)} results</span> <span>selection: ${run.selection}</span></p>
${banner(result)}
</header>`
}

/** Widths of an SVG may stand in attributes, where the content security policy allows no style. */
const bar = (counts: Tally): Markup => {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (total === 0) return html``
  let x = 0
  const parts = worstFirst.toReversed().flatMap((verdict) => {
    const width = (counts[verdict] / total) * 1000
    const at = x
    x += width
    return width > 0
      ? [html`<rect class="${verdict}" x="${at.toFixed(1)}" width="${width.toFixed(1)}" height="8"/>`]
      : []
  })
  return html`<svg class="bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`
}

const facts = (target: Target): Markup => {
  const rows = Object.entries(target.facts)
  if (rows.length === 0) return html``
  const items = rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${String(value)}</dd></div>`)
  return html`<details class="facts"><summary>Seen on the way</summary><dl>${items}</dl></details>`
}

const card = ({ target, counts }: TargetTally): Markup => {
  const told = [playsName(target), target.profile && `profile ${target.profile}`, target.dialect, target.kind]
  const numbers = worstFirst
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => {
      const view = viewAddress([
        ['v', verdict],
        ['t', target.id],
      ])
      return html`<li><a href="#${view}" class="count ${verdict}"><i class="mark" aria-hidden="true"></i><b>${grouped(counts[verdict])}</b> ${word(verdict)}</a></li>`
    })
  return html`<article class="card">
<h3>${target.title}</h3>
<p class="issuer">${target.issuer ?? target.id}</p>
${bar(counts)}
<ul class="counts">${numbers.length > 0 ? numbers : html`<li class="muted">no scenario ran</li>`}</ul>
<p class="muted small">${told.filter((each) => each !== undefined).join(', ')}</p>
${facts(target)}
</article>`
}

export const summary = (result: RunResult): Markup =>
  html`<section id="targets" aria-labelledby="targets-title"><h2 id="targets-title">Targets</h2>
<div class="cards">${byTarget(result).map(card)}</div></section>`
