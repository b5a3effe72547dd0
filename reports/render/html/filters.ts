import { type RunResult, type Verdict, verdicts } from '../../model.ts'
import { tally } from '../../tally.ts'
import { word, worstFirst } from '../words.ts'
import { identity } from './address.ts'
import { html, type Markup } from './markup.ts'

const choice = (name: string, value: string, label: Markup): Markup =>
  html`<label class="choice"><input type="checkbox" name="${name}" value="${value}"><span>${label}</span></label>`

const verdictChoice = (verdict: Verdict, count: number): Markup =>
  choice(
    'v',
    verdict,
    html`<i class="mark ${verdict}" aria-hidden="true"></i>${word(verdict)} <span class="muted">${count}</span>`,
  )

const tagsOf = (result: RunResult): readonly string[] =>
  [...new Set(result.scenarios.flatMap((scenario) => scenario.tags))].sort()

const targetChoices = ({ targets }: RunResult): Markup =>
  targets.length < 2
    ? html``
    : html`<fieldset><legend>Target</legend>${targets.map((target) => choice('t', identity(target.id), html`${target.title}`))}</fieldset>`

const narrowing = html`<span class="citing" hidden></span> <button type="button" class="everything" hidden>Show everything</button>`

/** Beside the list, for a reader whom a link has brought past the controls. */
export const filterState = (): Markup =>
  html`<p class="state filtered" hidden><span class="shown"></span> ${narrowing}</p>`

/** Shown by the script: without it nothing could be filtered. The names are those of the address. */
export const filters = (result: RunResult): Markup => {
  const counts = tally(result.scenarios)
  const seen = worstFirst.filter((verdict) => counts[verdict] > 0)
  return html`<search class="filters"><form id="filters" hidden aria-label="Filter requirements and scenarios">
<div class="find"><label for="q">Find</label><input type="search" id="q" name="q" autocomplete="off" spellcheck="false" placeholder="words, ids, reasons"></div>
<fieldset><legend>Verdict</legend>${(seen.length > 0 ? seen : verdicts).map((verdict) => verdictChoice(verdict, counts[verdict]))}</fieldset>
${targetChoices(result)}
<div><label for="tag">Tag</label><select id="tag" name="tag"><option value="">any</option>${tagsOf(result).map((tag) => html`<option value="${identity(tag)}">${tag}</option>`)}</select></div>
<input type="hidden" name="r" value="">
<p class="state"><output class="shown" aria-live="polite"></output> ${narrowing}</p>
</form></search>`
}
