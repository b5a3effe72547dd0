export const base = `
*, ::before, ::after { box-sizing: border-box }
[hidden] { display: none !important }
html { scroll-padding-top: 1.5rem; text-size-adjust: none }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
body > * { max-inline-size: 72rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem) }
h1, h2, h3, h4, h5, p, ul, ol, dl, dd, pre, figure { margin: 0; padding: 0 }
h1, h2, h3 { font-weight: 600; letter-spacing: -.012em; line-height: 1.25; text-wrap: balance }
h1 { font-size: clamp(1.65rem, 1.2rem + 2vw, 2.5rem); letter-spacing: -.024em; margin-block: .35rem .9rem }
h2 { font-size: 1.3rem; margin-block-end: 1.1rem }
h3 { font-size: 1rem }
h4, h5 { font-size: .9rem; font-weight: 600 }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .18em }
a:hover { text-decoration-thickness: 2px }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px }
code, pre, .wire, .issuer { font-family: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: .84em }
summary { cursor: pointer }
ul, ol { list-style: none }
table { border-collapse: collapse; inline-size: 100% }
th, td { text-align: start; vertical-align: top; font-weight: inherit }
.muted, .none { color: var(--soft) }
.small { font-size: .85rem }
.lead { color: var(--soft); max-inline-size: 46rem; margin-block: -.6rem 1.2rem }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.skip-link { position: absolute; inset: .5rem auto auto .5rem; padding: .5rem 1rem; background: var(--card); z-index: 3 }
.skip-link:not(:focus) { clip-path: inset(50%); inline-size: 1px; block-size: 1px; padding: 0; overflow: hidden }
.top { padding-block: clamp(1.75rem, 5vw, 4rem) 0; margin-block-end: 1.75rem }
.product { font-weight: 600; font-size: .9rem; letter-spacing: -.005em }
.product span { font-weight: 400; color: var(--soft) }
.run { display: flex; flex-wrap: wrap; gap: .1rem 1.5rem; color: var(--soft); font-size: .9rem }
.banner { margin-block-start: 1.5rem; padding: .9rem 1.1rem; border: 1px solid var(--error); border-inline-start-width: 5px; border-radius: 6px; background: var(--error-ground); max-inline-size: 46rem }
.parts ul { display: flex; flex-wrap: wrap; gap: .25rem 1.4rem; padding-block: .8rem; border-block: 1px solid var(--line); font-size: .9rem }
.parts a { text-decoration: none }
.parts a:hover { text-decoration: underline }
main > section { padding-block-start: 3.25rem }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 1rem }
.card { padding: 1.25rem 1.4rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px }
.card h3 { font-size: 1.1rem }
.issuer { color: var(--soft); margin-block: .2rem .9rem }
.bar { display: block; inline-size: 100%; block-size: 8px; border-radius: 4px; overflow: hidden; background: var(--line) }
.bar rect { fill: var(--c); stroke: var(--card); stroke-width: 2; vector-effect: non-scaling-stroke }
.counts { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; margin-block: .7rem .9rem; font-size: .95rem }
.count { display: inline-flex; align-items: baseline; gap: .35em; color: var(--c); text-decoration: none }
.count:hover { text-decoration: underline }
.facts { margin-block-start: .6rem; font-size: .85rem }
.facts summary { color: var(--soft) }
.facts div, footer div { display: grid; grid-template-columns: minmax(7rem, 1fr) 2fr; gap: .2rem 1rem; padding-block: .15rem }
.facts dt, footer dt { color: var(--soft) }
.findings { display: grid; gap: 1rem }
.more { margin-block-start: 1.2rem }
.more[open] > summary { margin-block-end: 1.2rem }
.finding { padding: 1.1rem 1.4rem; background: var(--card); border: 1px solid var(--line); border-inline-start: 4px solid var(--c); border-radius: 8px; display: grid; gap: .5rem }
.finding h3 { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: baseline; font-weight: 600; line-height: 1.4; text-wrap: initial }
.finding h3 span:last-child { flex: 1 1 16rem }
.finding .remedy { max-inline-size: 52rem }
.finding .remedy b { display: block; font-size: .85rem; font-weight: 400; color: var(--soft) }
.places { display: grid; gap: .5rem; font-size: .95rem }
.legend { display: grid; gap: .7rem }
.legend div { display: grid; grid-template-columns: 8rem 1fr; gap: 1rem; align-items: baseline; max-inline-size: 52rem }
.legend dt { font-weight: 600; font-size: .9rem }
footer { padding-block: 3.5rem 3rem; font-size: .85rem }
footer dl { border-block-start: 1px solid var(--line); padding-block-start: 1.2rem; max-inline-size: 40rem }
@media (max-width: 34rem) { .legend div { grid-template-columns: 1fr; gap: .15rem } }
`
