import { type Change, type DiffResult, type Drift, isWorse, type Pairing } from '../../diff/model.ts'
import { badge } from '../html/badge.ts'
import { html, type Markup } from '../html/markup.ts'
import { shell } from '../html/shell.ts'
import { base } from '../html/style/base.ts'
import { colour } from '../html/style/colour.ts'
import { table } from '../html/style/table.ts'
import { moment } from '../text.ts'
import { cautions, counted, drifted, groupTitles, headline, kindTitles, ofKind } from './words.ts'

const own = `
.changes { display: grid; gap: .9rem; margin-block-end: 2rem }
.changes > li { padding: .9rem 1.2rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; display: grid; gap: .35rem }
.changes h4 { display: flex; flex-wrap: wrap; gap: .3rem .7rem; align-items: baseline }
.drift th, .drift td { padding: .55rem .75rem; border-block-end: 1px solid var(--line); white-space: pre-line }
.drift th:first-child { padding-inline-start: 0 }
.drift thead th { color: var(--soft); font-size: .85rem }
.pairing h3 { margin-block: 1.6rem .8rem }
`
const style = [base, colour, table, own].join('')

const reasons = (name: string, all: readonly string[] = []): Markup =>
  all.length === 0
    ? html``
    : html`<p class="muted small">${name}</p><ul class="places">${all.map((each) => html`<li>${each}</li>`)}</ul>`

const changeItem = ({ before, after, scenario, title, kind }: Change): Markup =>
  html`<li><h4>${before ? badge(before.verdict) : html`<span class="muted">not there</span>`} <span aria-label="then">→</span> ${after ? badge(after.verdict) : html`<span class="muted">not there</span>`} <span>${title}</span></h4>
<p class="muted small"><code>${scenario}</code></p>
${kind === 'reason' ? [reasons('Before', before?.reasons), reasons('Now', after?.reasons)] : reasons('Found', (after ?? before)?.reasons)}</li>`

const driftRow = (drift: Drift): Markup => {
  const { gone, come } = drifted(drift)
  return html`<tr><th scope="row">${drift.name}<br><span class="muted small">${groupTitles[drift.group]}</span></th><td>${gone || '–'}</td><td>${come || '–'}</td></tr>`
}

const drifts = (all: readonly Drift[]): Markup =>
  all.length === 0
    ? html``
    : html`<h3>Seen otherwise (${all.length})</h3><div class="scroll"><table class="drift"><thead><tr><th scope="col">What</th><th scope="col">Only before</th><th scope="col">Only now</th></tr></thead><tbody>${all.map(driftRow)}</tbody></table></div>`

const pairing = ({ title, changes, drifts: seen, same, necessary }: Pairing): Markup =>
  html`<section class="pairing"><h2>${title}</h2><p class="lead">${same} results as before. ${necessary.join(' ')}</p>
${kindTitles.map(([kind, heading]) => {
  const all = ofKind(changes, kind)
  return all.length === 0
    ? html``
    : html`<h3>${heading} (${all.length})</h3><ol class="changes">${all.map(changeItem)}</ol>`
})}
${drifts(seen)}</section>`

/** What changed, as one page: no network, no script, no files beside it. */
export const renderDiffHtml = (result: DiffResult): string => {
  const told = [result.before, result.after].map(({ name, startedAt }) => `${name}, ${moment(startedAt)}`)
  const body = html`<header class="top"><p class="product">aai-conformance <span>comparison</span></p>
<h1 class="exit-${isWorse(result) ? 1 : 0}">${headline(result)}</h1>
<p class="run"><span>${told[0]}</span> <span>${told[1]}</span></p>
<p class="run">${counted(result).map((each) => html`<span>${each}</span>`)}</p>
${cautions(result).map((each) => html`<p class="banner" role="note">${each}</p>`)}</header>
<main>${result.pairings.map(pairing)}</main>`
  return shell({ title: headline(result), style, body })
}
