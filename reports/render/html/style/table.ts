export const table = `
.scroll { overflow-x: auto }
.filters { display: block; padding-block-start: 2.5rem }
.filters form { display: flex; flex-wrap: wrap; gap: .8rem 1.5rem; align-items: end; padding: 1rem 1.2rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px }
.filters form > * { min-inline-size: 0; max-inline-size: 100% }
.filters fieldset { border: 0; margin: 0; padding: 0; min-inline-size: 0; display: flex; flex-wrap: wrap; gap: .35rem }
.filters legend, .filters label:not(.choice) { display: block; padding: 0; margin-block-end: .3rem; color: var(--soft); font-size: .8rem }
.filters .find { flex: 1 1 15rem }
.filters input[type=search], .filters select, .state button { font: inherit; font-size: .95rem; color: inherit; background: var(--paper); border: 1px solid var(--strong); border-radius: 6px; padding: .32rem .65rem; min-block-size: 2.25rem; max-inline-size: 100% }
.filters input[type=search] { inline-size: 100% }
.filters ::placeholder { color: var(--soft); opacity: 1 }
.state button { cursor: pointer }
.choice { position: relative }
.choice input { position: absolute; inset: 0; margin: 0; opacity: 0; inline-size: 100%; block-size: 100%; cursor: pointer }
.choice > span { display: inline-flex; align-items: center; gap: .4em; min-block-size: 2.25rem; padding: .25rem .75rem; border: 1px solid var(--strong); border-radius: 6px; background: var(--paper); font-size: .92rem }
.choice input:checked + span { background: var(--ink); border-color: var(--ink); color: var(--paper) }
.choice input:checked + span :is(.mark) { background: currentColor }
.choice input:checked + span .muted { color: inherit }
.choice input:focus-visible + span { outline: 2px solid var(--focus); outline-offset: 2px }
.state { flex: 1 1 100%; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; align-items: center; min-block-size: 2.25rem; font-size: .9rem; color: var(--soft) }
.state button { color: var(--ink) }
.state.filtered { margin-block-end: 1rem }
.matrix th, .matrix td { padding: .6rem .75rem; border-block-end: 1px solid var(--line) }
.matrix th:first-child { padding-inline-start: 0; min-inline-size: min(18rem, 42vw) }
.matrix td, .matrix thead th + th { text-align: center; inline-size: 8.5rem; padding-inline: .45rem }
.matrix thead th + th { min-inline-size: 6.6rem }
.matrix td:last-child, .matrix thead th:last-child { padding-inline-end: 0 }
.matrix thead th { color: var(--soft); font-size: .85rem; vertical-align: bottom; line-height: 1.35 }
.matrix .document > tr > * { border-block-end-color: var(--strong); padding-block-start: 1.3rem; vertical-align: middle }
.matrix .text { display: block; color: var(--soft); font-size: .92rem; max-inline-size: 44rem }
.matrix td a { text-decoration: none; display: inline-block; border-radius: 4px }
.matrix td a:hover .verdict { text-decoration: underline }
.matrix .uncited { font-size: .85rem; color: var(--soft) }
.matrix .uncited b { font-weight: 500 }
.level { font-size: .75rem; letter-spacing: .04em; color: var(--soft) }
.fold { all: unset; cursor: pointer; font-weight: 600; display: flex; flex-wrap: wrap; gap: 0 .8rem; align-items: baseline; padding-inline-start: 1.2rem; position: relative }
.fold::before { content: ''; position: absolute; inset-inline-start: .15rem; inset-block-start: .55em; border: solid var(--soft); border-width: 0 2px 2px 0; inline-size: .45rem; block-size: .45rem; transform: rotate(-45deg) }
.fold[aria-expanded=true]::before { transform: translateY(-.15rem) rotate(45deg) }
.fold:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; border-radius: 3px }
.fold .muted { font-weight: 400; font-size: .85rem }
.rows th { padding-inline-start: 1.2rem !important }
.coverage th, .coverage td { padding: .55rem .75rem; border-block-end: 1px solid var(--line) }
.coverage th:first-child { padding-inline-start: 0; min-inline-size: 12rem }
.coverage td, .coverage thead th + th { text-align: end; font-variant-numeric: tabular-nums }
.coverage thead th { color: var(--soft); font-size: .85rem; white-space: nowrap }
.empty { padding-block: 1.5rem; color: var(--soft) }
@media (max-width: 40rem) {
  .matrix th, .matrix td { padding-inline: .3rem }
  .matrix td, .matrix thead th + th { inline-size: 4.6rem }
  .matrix thead th { font-size: .75rem }
  .rows th { padding-inline-start: 0 !important }
}
`
