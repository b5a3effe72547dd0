export const scenario = `
.family { margin-block-end: 1.6rem }
.family > h3 { color: var(--soft); font-weight: 500; padding-block-end: .4rem; border-block-end: 1px solid var(--line) }
.scenario { border-block-end: 1px solid var(--line); scroll-margin-block-start: 1rem; content-visibility: auto; contain-intrinsic-block-size: auto 3.6rem }
.scenario > summary { display: grid; grid-template-columns: 5.2rem minmax(0, 1fr) auto; gap: .2rem 1rem; align-items: baseline; padding: .7rem .5rem .7rem 0; list-style: none }
.scenario > summary::-webkit-details-marker { display: none }
.scenario > summary:hover .title { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .18em }
.scenario > summary > .verdict { justify-self: start }
.scenario .id { color: var(--soft); display: block }
.scenario .reason { display: block; font-size: .92rem; color: var(--soft) }
.scenario .at { color: var(--soft); font-size: .88rem; text-align: end }
.scenario[open] { border-block-end-color: var(--strong); content-visibility: visible }
.scenario[open] > summary .title { font-weight: 600 }
.detail { padding: .6rem 0 2rem 6.2rem; display: grid; gap: 1.2rem }
.checks { display: grid; gap: 1rem }
.check { padding: 1rem 1.2rem; background: var(--card); border: 1px solid var(--line); border-inline-start: 4px solid var(--c); border-radius: 8px }
.check h4 { display: flex; flex-wrap: wrap; gap: .3rem .7rem; align-items: baseline }
.check .message-text { margin-block: .4rem .6rem; font-size: 1.02rem }
.check dl, .held-back { display: grid; gap: .35rem }
.check dl > div, .held-back > div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .1rem 1rem; font-size: .93rem }
.check dt, .held-back dt { color: var(--soft) }
.check strong { font-weight: 600 }
.explained { display: grid; gap: .3rem }
.explained ul { padding-inline-start: 1.1rem; list-style: disc }
.wire { display: block; white-space: pre-wrap; background: var(--code); border-radius: 4px; padding: .2rem .5rem; max-block-size: 22rem; overflow-y: auto }
@media (max-width: 44rem) {
  .scenario > summary { grid-template-columns: minmax(0, 1fr) auto }
  .scenario > summary .line { grid-column: 1 / -1; grid-row: 2 }
  .detail { padding-inline-start: 0 }
  .check { padding-inline: .9rem }
  .check dl > div, .held-back > div { grid-template-columns: minmax(0, 1fr) }
}
`
