import { type Change, type DiffResult, type Drift, isWorse, type Pairing, type SideBySide } from '../../diff/model.ts'
import type { Verdict } from '../../model.ts'
import { badge } from '../html/badge.ts'
import { html, type Markup } from '../html/markup.ts'
import { shell } from '../html/shell.ts'
import { base } from '../html/style/base.ts'
import { colour } from '../html/style/colour.ts'
import { table } from '../html/style/table.ts'
import { moment } from '../text.ts'
import { cautions, counted, drifted, groupTitles, headline, ofKind, type Wording, wordingOf } from './words.ts'

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

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const reasons = (name: string, all: readonly string[] = []): Markup =>
  all.length === 0
    ? html``
    : html`<p class="muted small">${capital(name)}</p><ul class="places">${all.map((each) => html`<li>${each}</li>`)}</ul>`

const side = (verdict: Verdict | undefined): Markup =>
  verdict === undefined ? html`<span class="muted">not there</span>` : badge(verdict)

const heading = (text: string, count: number): Markup => html`<h3>${capital(text)} (${count})</h3>`

const changeItem = ({ before, after, scenario, title, kind }: Change, wording: Wording): Markup =>
  html`<li><h4>${side(before?.verdict)} <span aria-label="then">→</span> ${side(after?.verdict)} <span>${title}</span></h4>
<p class="muted small"><code>${scenario}</code></p>
${kind === 'reason' ? [reasons(wording.before, before?.reasons), reasons(wording.after, after?.reasons)] : reasons('Found', (after ?? before)?.reasons)}</li>`

const driftRow = (drift: Drift): Markup => {
  const { gone, come } = drifted(drift)
  return html`<tr><th scope="row">${drift.name}<br><span class="muted small">${groupTitles[drift.group]}</span></th><td>${gone || '–'}</td><td>${come || '–'}</td></tr>`
}

const drifts = (all: readonly Drift[], { before, after }: Wording): Markup =>
  all.length === 0
    ? html``
    : html`${heading('seen otherwise', all.length)}<div class="scroll"><table class="drift"><thead><tr><th scope="col">What</th><th scope="col">Only ${before}</th><th scope="col">Only ${after}</th></tr></thead><tbody>${all.map(driftRow)}</tbody></table></div>`

const verdictRow = ({ scenario, title, before, after }: SideBySide): Markup =>
  html`<tr><th scope="row">${title}<br><code class="muted small">${scenario}</code></th><td>${side(before)}</td><td>${side(after)}</td></tr>`

const sideBySide = (all: readonly SideBySide[] | undefined, { before, after }: Wording): Markup =>
  all === undefined
    ? html``
    : html`<details class="facts"><summary>All ${all.length} scenarios side by side</summary><div class="scroll"><table class="drift"><thead><tr><th scope="col">Scenario</th><th scope="col">${before}</th><th scope="col">${after}</th></tr></thead><tbody>${all.map(verdictRow)}</tbody></table></div></details>`

const pairing = (each: Pairing, wording: Wording): Markup =>
  html`<section class="pairing"><h2>${each.title}</h2><p class="lead">${[wording.same(each.same), ...each.necessary].join(' ')}</p>
${wording.kinds.map(([kind, title]) => {
  const all = ofKind(each.changes, kind)
  return all.length === 0
    ? html``
    : html`${heading(title, all.length)}<ol class="changes">${all.map((change) => changeItem(change, wording))}</ol>`
})}
${drifts(each.drifts, wording)}
${sideBySide(each.sideBySide, wording)}</section>`

/** What changed, as one page: no network, no script, no files beside it. */
export const renderDiffHtml = (result: DiffResult): string => {
  const told = [result.before, result.after].map(({ name, startedAt }) => `${name}, ${moment(startedAt)}`)
  const body = html`<header class="top"><p class="product">aai-conformance <span>comparison</span></p>
<h1 class="exit-${isWorse(result) ? 1 : 0}">${headline(result)}</h1>
<p class="run"><span>${told[0]}</span> <span>${told[1]}</span></p>
<p class="run">${counted(result).map((each) => html`<span>${each}</span>`)}</p>
${cautions(result).map((each) => html`<p class="banner" role="note">${each}</p>`)}</header>
<main>${result.pairings.map((each) => pairing(each, wordingOf(result)))}</main>`
  return shell({ title: headline(result), style, body })
}
