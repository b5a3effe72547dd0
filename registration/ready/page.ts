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
import type { Dossier, Shown } from './dossier.ts'

const own = `
.criteria { display: grid; gap: .8rem }
.criteria > li { padding: .9rem 1.2rem; background: var(--card); border: 1px solid var(--line); border-inline-start: 4px solid var(--c); border-radius: 8px }
.criteria h3 { display: flex; gap: .7rem; align-items: baseline }
.facts-table th, .facts-table td { padding: .5rem .75rem; border-block-end: 1px solid var(--line) }
.facts-table th { inline-size: 15rem; color: var(--soft); padding-inline-start: 0 }
`
const style = [base, colour, table, own].join('')

const criterion = ({ title, cites, missing }: Criterion): Markup => {
  const verdict = missing.length === 0 ? 'pass' : 'fail'
  const why =
    missing.length === 0 ? html`` : html`<ul class="places">${missing.map((each) => html`<li>${each}</li>`)}</ul>`
  return html`<li class="${verdict}"><h3>${badge(verdict)} <span>${title}</span></h3><p class="muted small"><code>${cites}</code></p>${why}</li>`
}

const shown = ({ target, startedAt, counts, remarks, known, harness, sha256, run }: Shown): Markup =>
  html`<article class="card"><h3>${target.title}</h3><p class="issuer">${target.issuer ?? target.id}</p>
<ul class="counts">${worstFirst.filter((verdict) => counts[verdict] > 0).map((verdict) => html`<li class="count ${verdict}"><i class="mark" aria-hidden="true"></i><b>${counts[verdict]}</b> ${word(verdict)}</li>`)}</ul>
<p class="muted small">${moment(startedAt)}, harness ${harness}, run <code>${run}</code>, SHA-256 of its result <code>${sha256}</code></p>
${known > 0 ? html`<p class="small">${known} results deviate in a way that is known and explained.</p>` : undefined}
${remarks.length > 0 ? html`<details class="facts"><summary>${remarks.length} remarks</summary><ul class="places">${remarks.map(({ cites, found }) => html`<li><code>${cites}</code> ${found}</li>`)}</ul></details>` : undefined}</article>`

const value = (text: string): Markup => html`<div>${link(text, text)}</div>`

const facts = (all: readonly Fact[]): Markup =>
  html`<table class="facts-table"><tbody>${all.map(({ what, values }) => html`<tr><th scope="row">${what}</th><td>${values.map(value)}</td></tr>`)}</tbody></table>`

/** The dossier as one page, to read and to attach: no network, no script, no files beside it. */
export const dossierPage = (dossier: Dossier, thumbprint: string): string => {
  const { registration, ready, madeAt, criteria, tested } = dossier
  const name = nameOf(registration)
  const headline = ready ? `${name} is ready for production` : `${name} is not ready for production`
  const environments = Object.entries(registration.environments)
  const body = html`<header class="top"><p class="product">aai-conformance <span>dossier</span></p>
<h1 class="exit-${ready ? 0 : 1}">${headline}</h1>
<p class="run"><span>${moment(madeAt)}</span> <span>tested in ${tested}</span> <span>signed by <code>${thumbprint}</code></span></p></header>
<main>
<section><h2>What production waits for</h2><ol class="criteria">${criteria.map(criterion)}</ol></section>
<section><h2>What was seen</h2><div class="cards">${dossier.shown.map(shown)}</div></section>
<section><h2>The registration</h2>${facts(serviceFacts(registration))}
${environments.map(([environment, entry]) => html`<h3>${environment}</h3>${facts(clientFacts(entry))}`)}</section>
</main>
<footer><p>dossier.jws holds the same, signed: <code>aai verify dossier.jws --key ${thumbprint}</code></p></footer>`
  return shell({ title: headline, style, body })
}
