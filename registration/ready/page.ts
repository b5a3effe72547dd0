import { plural } from '#reports/outcome.ts'
import { badge } from '#reports/render/html/badge.ts'
import { html, link, type Markup } from '#reports/render/html/markup.ts'
import { shell } from '#reports/render/html/shell.ts'
import { base } from '#reports/render/html/style/base.ts'
import { colour } from '#reports/render/html/style/colour.ts'
import { table } from '#reports/render/html/style/table.ts'
import { moment } from '#reports/render/text.ts'
import { word, worstFirst } from '#reports/render/words.ts'
import { clientFacts, type Fact, serviceFacts } from '../mail/facts.ts'
import { nameOf } from '../mail/message.ts'
import type { Criterion } from './case.ts'
import type { Dossier, Remark, Shown } from './dossier.ts'

const own = `
.criteria { display: grid; gap: .8rem }
.criteria > li { padding: .9rem 1.2rem; background: var(--card); border: 1px solid var(--line); border-inline-start: 4px solid var(--c); border-radius: 8px }
.criteria h3 { display: flex; gap: .7rem; align-items: baseline }
.criteria .places { margin-block-start: .5rem }
.facts-table th, .facts-table td { padding: .5rem .75rem; border-block-end: 1px solid var(--line) }
.facts-table tbody th { inline-size: min(15rem, 30vw); color: var(--soft); padding-inline-start: 0 }
.facts-table thead th { font-weight: 600 }
.scroll .facts-table td { inline-size: calc((100% - 15rem) / 2); min-inline-size: 11rem }
.remarks { display: grid; gap: .7rem; margin-block-start: .7rem; font-size: .9rem }
@media print { .card, .criteria > li { break-inside: avoid } }
`
const style = [base, colour, table, own].join('')

const criterion = ({ title, cites, missing }: Criterion): Markup => {
  const verdict = missing.length === 0 ? 'pass' : 'fail'
  const why =
    missing.length === 0 ? html`` : html`<ul class="places">${missing.map((each) => html`<li>${each}</li>`)}</ul>`
  return html`<li class="${verdict}"><h3>${badge(verdict)} <span>${title}</span></h3>${why}<p class="muted small"><code>${cites}</code></p></li>`
}

const remark = ({ verdict, cites, found, scenario, places }: Remark): Markup =>
  html`<li>${badge(verdict)} ${found} <span class="muted"><code>${cites}</code>, ${scenario}${places > 1 ? `, and ${places - 1} more` : ''}</span></li>`

const remarksOf = (all: readonly Remark[]): Markup => {
  const list = html`<ul class="remarks">${all.map(remark)}</ul>`
  if (all.length === 0 || all.some(({ verdict }) => verdict === 'fail')) return all.length === 0 ? html`` : list
  return html`<details class="facts"><summary>${plural(all.length, 'requirement')} met less well than they could be</summary>${list}</details>`
}

const shown = ({ target, startedAt, counts, remarks, known, harness, sha256, run }: Shown): Markup =>
  html`<article class="card"><h3>${target.title}</h3><p class="issuer">${target.issuer ?? target.id}</p>
<ul class="counts">${worstFirst.filter((verdict) => counts[verdict] > 0).map((verdict) => html`<li class="count ${verdict}"><i class="mark" aria-hidden="true"></i><b>${counts[verdict]}</b> ${word(verdict)}</li>`)}</ul>
<p class="muted small">${moment(startedAt)}, harness ${harness}, run <code>${run}</code>, SHA-256 of its result <code>${sha256}</code></p>
${known > 0 ? html`<p class="small">${plural(known, 'result deviates', 'results deviate')} in a way that is known of this software.</p>` : undefined}
${remarksOf(remarks)}</article>`

const value = (text: string): Markup => html`<div>${link(text, text)}</div>`

const facts = (all: readonly Fact[]): Markup =>
  html`<table class="facts-table"><tbody>${all.map(({ what, values }) => html`<tr><th scope="row">${what}</th><td colspan="2">${values.map(value)}</td></tr>`)}</tbody></table>`

const valuesIn = (all: readonly Fact[], what: string): readonly string[] =>
  all.find((each) => each.what === what)?.values ?? []

/** Environments side by side, so that what is asked for can be held against what was tested. */
const environments = ({ registration }: Dossier): Markup => {
  const all = Object.entries(registration.environments).map(([name, entry]) => ({ name, facts: clientFacts(entry) }))
  const lines = [...new Set(all.flatMap((each) => each.facts.map(({ what }) => what)))]
  return html`<div class="scroll"><table class="facts-table"><thead><tr><td></td>${all.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${lines.map((what) => html`<tr><th scope="row">${what}</th>${all.map((each) => html`<td>${valuesIn(each.facts, what).map(value)}</td>`)}</tr>`)}</tbody></table></div>`
}

/** The dossier as one page, to read and to attach: no network, no script, no files beside it. */
export const dossierPage = (dossier: Dossier, thumbprint: string): string => {
  const { registration, ready, madeAt, criteria, tested } = dossier
  const name = nameOf(registration)
  const headline = ready ? `${name} is ready for production` : `${name} is not ready for production`
  const held = criteria.filter(({ missing }) => missing.length === 0).length
  const body = html`<header class="top"><p class="product">aai-conformance <span>dossier</span></p>
<h1 class="exit-${ready ? 0 : 1}">${headline}</h1>
<p class="run"><span>${moment(madeAt)}</span> <span>tested in ${tested}</span> <span>signed by <code>${thumbprint}</code></span></p></header>
<main>
<section><h2>What production waits for</h2><p class="lead">${held} of ${criteria.length} hold.</p><ol class="criteria">${criteria.map(criterion)}</ol></section>
<section><h2>What was seen</h2><div class="cards">${dossier.shown.map(shown)}</div></section>
<section><h2>The registration</h2>${facts(serviceFacts(registration))}</section>
<section><h2>Its environments</h2>${environments(dossier)}</section>
</main>
<footer><p>dossier.jws holds the same, signed: <code>aai verify dossier.jws --key ${thumbprint}</code></p></footer>`
  return shell({ title: headline, style, body })
}
