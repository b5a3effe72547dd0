const most = 8
const numbers = Array.from({ length: most }, (_, index) => index + 1)

/** A lifeline stands between the two halves of its column: line 2 of a grid of half columns is the first one. */
const columns = numbers.map(
  (n) => `.n${n} { --n: ${n} } .n${n} .step > summary { grid-template-columns: repeat(${2 * n}, minmax(0, 1fr)) }`,
)
const ends = numbers.map((n) => `.a${n} { --from: ${2 * n} } .b${n} { --to: ${2 * n} }`)

export const sequence = `
${columns.join('\n')}
${ends.join('\n')}
.sequence { container-type: inline-size; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 0; overflow: clip }
.roles { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); text-align: center; font-size: .85rem; font-weight: 600; line-height: 1.3; align-items: end; padding-block-end: .5rem }
.roles span { padding-inline: .3rem }
.sequence > ol { padding-block: .3rem; background: linear-gradient(90deg, transparent calc(50% - .5px), var(--strong) calc(50% - .5px) calc(50% + .5px), transparent calc(50% + .5px)) 0 0 / calc(100% / var(--n)) 100% }
.step > summary { display: grid; padding-block: .5rem; list-style: none; row-gap: .15rem }
.step > summary::-webkit-details-marker { display: none }
.step > summary > * { grid-column: var(--from) / var(--to) }
.step > summary.self > * { grid-column: var(--from) / -1 }
.step > summary:focus-visible { outline-offset: -3px }
.step .label, .step .status { justify-self: center; text-align: center; max-inline-size: calc(100% - 2rem); background: var(--card); padding-inline: .5rem; border-radius: 4px; font-size: .9rem; line-height: 1.4 }
.step .label { text-decoration: underline; text-decoration-color: var(--strong); text-decoration-thickness: 1px; text-underline-offset: .2em }
.step summary:hover .label { text-decoration-color: currentColor }
.step .status { color: var(--soft); font-size: .85rem }
.step .number { display: inline-block; min-inline-size: 1.5em; font-variant-numeric: tabular-nums; color: var(--soft); text-decoration: none }
.broken { color: var(--fail) !important }
.there, .back { position: relative; block-size: 9px; color: var(--ink) }
.there::before, .back::before { content: ''; position: absolute; inset: 4px 1px auto; border-block-start: 1.5px solid }
.back { color: var(--soft) }
.back::before { border-block-start-style: dashed }
.there::after, .back::after { content: ''; position: absolute; inset-block-start: 0; inline-size: 9px; block-size: 9px; background: currentColor }
.right .there::after, .left .back::after { inset-inline-end: 0; clip-path: polygon(0 0, 100% 50%, 0 100%) }
.left .there::after, .right .back::after, .self .back::after { inset-inline-start: 0; clip-path: polygon(100% 0, 0 50%, 100% 100%) }
.self .there::after, .unanswered .back { display: none }
.messages { position: relative; background: var(--card); border-block: 1px solid var(--line); padding: 1rem 1.2rem; display: grid; gap: 1rem }
.message { min-inline-size: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: .4rem; align-content: start }
.message pre { margin: 0; white-space: pre-wrap; background: var(--code); border-radius: 4px; padding: .6rem .8rem; max-block-size: 28rem; overflow-y: auto; line-height: 1.5 }
.headers { table-layout: fixed; font-size: .82rem; font-family: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace }
.headers th { color: var(--soft); padding: .1rem 1rem .1rem .8rem; inline-size: 32% }
.headers td { padding-block: .1rem }
@container (min-width: 46rem) {
  .messages { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) }
  .messages > p { grid-column: 1 / -1 }
}
@container (max-width: 34rem) {
  .step > summary > .label, .step > summary > .status { grid-column: 1 / -1; justify-self: start; text-align: start; margin-inline: .6rem; max-inline-size: none }
  .headers th { padding-inline: 0 .6rem }
  .messages { padding-inline: .7rem }
}
`

export const print = `
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; color-scheme: light }
  body { font-size: 10pt }
  body > * { max-inline-size: none; padding-inline: 0 }
  .filters, .parts, .skip-link, .matrix td details summary::marker { display: none }
  .scenario { content-visibility: visible; break-inside: auto }
  .card, .finding, .check, .step, tr { break-inside: avoid }
  h2, h3 { break-after: avoid }
  .verdict, .bar, .mark, .sequence > ol, .there, .back { print-color-adjust: exact }
  .roles { break-after: avoid }
  .wire, .message pre { max-block-size: none }
}
`
