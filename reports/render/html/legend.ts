import type { RunResult } from '../../model.ts'
import { verdictMeanings, worstFirst } from '../words.ts'
import { badge } from './badge.ts'
import { html, type Markup } from './markup.ts'

const words: readonly (readonly [string, string])[] = [
  ['target', 'The implementation under test, in one role.'],
  ['requirement', 'One sentence of a source document or a standard, with its level: MUST, SHOULD or MAY.'],
  ['scenario', 'One flow with an id. Its verdict is the worst of its checks.'],
  ['check', 'One judgement in a scenario. It cites the requirement that it judges.'],
  [
    'fault',
    'The one thing bent in a scenario. A refusal counts only after the same flow without the fault has worked.',
  ],
  [
    'exchange',
    'One request with its answer. Secrets, codes, cookies and signatures were replaced before anything was stored.',
  ],
]

export const legend = (): Markup =>
  html`<section id="words" aria-labelledby="words-title"><h2 id="words-title">Words</h2>
<dl class="legend">${worstFirst.map((verdict) => html`<div><dt>${badge(verdict)}</dt><dd>${verdictMeanings[verdict].meaning}</dd></div>`)}
${words.map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl></section>`

export const footer = ({ run, format }: RunResult): Markup => {
  const rows: readonly (readonly [string, string])[] = [
    ['Run', run.id],
    ['Started', run.startedAt],
    ['Seed', run.seed],
    ['Harness', run.harness],
    ['Node', run.node],
    ['Format', format],
  ]
  return html`<footer><dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></footer>`
}
