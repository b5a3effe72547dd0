import { base } from '../html/style/base.ts'
import { colour } from '../html/style/colour.ts'
import { scenario } from '../html/style/scenario.ts'
import { sequence } from '../html/style/sequence.ts'

const frame = `
body > * { max-inline-size: 92rem }
.top { display: flex; flex-wrap: wrap; gap: .8rem 2rem; align-items: end; justify-content: space-between; padding-block: 1.6rem 0; margin-block-end: 1.2rem }
.top > * { min-inline-size: 0 }
h1 { font-size: clamp(1.35rem, 1.1rem + 1vw, 1.8rem); margin-block: .15rem .3rem }
h2 { font-size: 1.15rem; margin-block-end: .5rem }
.toolbar { display: flex; flex-wrap: wrap; gap: .5rem }
button, input, select { font: inherit; font-size: .93rem; color: inherit; background: var(--card); border: 1px solid var(--strong); border-radius: 6px; padding: .32rem .75rem; min-block-size: 2.25rem; max-inline-size: 100% }
button { cursor: pointer }
button:hover { border-color: var(--ink) }
.primary, .toggle[aria-expanded=true] { background: var(--ink); border-color: var(--ink); color: var(--paper) }
.quiet { border-color: transparent; background: none; color: var(--soft); text-decoration: underline; text-underline-offset: .18em }
::placeholder { color: var(--soft); opacity: 1 }
.panel { padding: 1.3rem 1.5rem 1.5rem; margin-block-end: 1.2rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px }
main > .panel { padding-block-start: 1.3rem }
.panel h3 { margin-block: 1.1rem .25rem }
.panel .lead { margin-block: 0 .9rem }
.facts-list { display: grid; gap: .25rem }
.facts-list > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr) }
.facts-list dt { color: var(--soft) }
.facts-list code { user-select: all }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: .9rem 1.2rem; margin-block-start: .7rem; align-items: start }
.field { display: grid; grid-template-columns: minmax(0, 1fr); gap: .2rem }
.field label { color: var(--soft); font-size: .85rem }
.field .primary { justify-self: start; margin-block-start: 1.45rem }
.fields > [role=status] { grid-column: 1 / -1 }
.known { margin-block-start: .8rem }
.known summary { color: var(--soft) }
.scroll { overflow-x: auto; margin-block-start: .5rem }
.known table { font-size: .88rem }
.known th, .known td { padding: .35rem 1.2rem .35rem 0; border-block-end: 1px solid var(--line); overflow-wrap: normal }
.known thead th { color: var(--soft) }
.buttons { display: flex; flex-wrap: wrap; gap: .6rem; margin-block-end: .6rem }
.fault-group { margin-block-start: 1.1rem }
.fault-group h3 { font-weight: 400; color: var(--soft); font-size: .92rem; max-inline-size: 60rem; letter-spacing: 0; line-height: 1.45 }
.fault-group h3 code { color: var(--ink); font-weight: 600 }
.fault-row { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding-block: .3rem; border-block-end: 1px solid var(--line) }
.fault-row button { flex: none }
.found-row { display: grid; grid-template-columns: 1.2rem minmax(0, 1fr) auto; gap: 0 .6rem; align-items: center; padding-block: .5rem; border-block-end: 1px solid var(--line) }
#found-list { max-block-size: 26rem; overflow-y: auto; padding-inline: .25rem .8rem }
#fault-list { max-block-size: 26rem; overflow-y: auto; padding-inline: .25rem .8rem }
.waiting:not(:empty) { display: grid; gap: .5rem; margin-block-end: 1.2rem }
.armed { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding: .5rem .6rem .5rem 1.1rem; border: 1px solid var(--error); border-inline-start-width: 5px; border-radius: 6px; background: var(--error-ground) }
.armed button { background: var(--card) }
`

const logins = `
main > .watch { display: grid; grid-template-columns: minmax(17rem, 22rem) minmax(0, 1fr); gap: 2rem; align-items: start; padding-block: 1.2rem 4rem; border-block-start: 1px solid var(--line) }
.logins { position: sticky; inset-block-start: 1rem }
.logins-head { display: flex; gap: .7rem; align-items: baseline }
.logins-tools { display: grid; gap: .3rem; margin-block-end: .7rem }
.check-line { display: flex; gap: .5rem; align-items: center; font-size: .88rem; color: var(--soft); cursor: pointer }
.check-line input { min-block-size: 0; inline-size: 1rem; block-size: 1rem; margin: 0; accent-color: var(--link) }
#list { max-block-size: calc(100vh - 15rem); min-block-size: 4rem; overflow-y: auto; border-block: 1px solid var(--line) }
.row { display: grid; grid-template-columns: 1.2rem minmax(0, 1fr) auto; gap: 0 .45rem; align-items: baseline; padding: .55rem .6rem .55rem .5rem; border-block-end: 1px solid var(--line); border-inline-start: 3px solid transparent; cursor: pointer; content-visibility: auto; contain-intrinsic-block-size: auto 3.6rem }
.row:last-child { border-block-end: 0 }
.row:hover { background: var(--code) }
.row[aria-selected=true] { background: var(--card); border-inline-start-color: var(--ink) }
.row-title { font-weight: 600; line-height: 1.35 }
.row-time { color: var(--soft); font-size: .82rem; font-variant-numeric: tabular-nums }
.row-more, .row-fault { grid-column: 2 / -1; color: var(--soft); font-size: .84rem; line-height: 1.4 }
.row-fault { color: var(--error) }
.row .pass .mark { opacity: .75 }
.forget { text-align: end }
.mark-box { display: inline-flex; align-items: center }
.login { min-inline-size: 0; scroll-margin-block-start: 1rem }
.login:focus { outline: none }
.login-head h2 { font-size: 1.5rem; margin-block: .05rem .2rem }
.login-head .counts { margin-block: .2rem 1rem }
.login-head .banner { margin-block: 0 1.2rem; max-inline-size: none }
.nothing { max-inline-size: 40rem; padding-block: 1rem; display: grid; gap: 1rem; justify-items: start }
.nothing ol { list-style: decimal; padding-inline-start: 1.3rem; display: grid; gap: .5rem }
`

/** Three lifelines in a lane of their own, and beside each arrow what is to be said about it. */
const flow = `
.flow { --n: 3; --lane: minmax(19rem, 26rem); container-type: inline-size; background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow: clip }
.flow .roles { grid-template-columns: repeat(3, minmax(0, 1fr)); padding-block: .9rem .6rem; inline-size: min(26rem, 100%) }
.leg { display: grid; grid-template-columns: var(--lane) minmax(0, 1fr); gap: 0 1.4rem; border-block-start: 1px solid var(--line) }
.arrow { all: unset; box-sizing: border-box; cursor: pointer; display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); align-content: start; row-gap: .15rem; padding-block: .8rem; background: linear-gradient(90deg, transparent calc(50% - .5px), var(--strong) calc(50% - .5px) calc(50% + .5px), transparent calc(50% + .5px)) 0 0 / calc(100% / 3) 100% }
.arrow > * { grid-column: var(--from) / var(--to) }
.arrow:hover .label { text-decoration-color: currentColor }
.arrow:focus-visible { outline: 2px solid var(--focus); outline-offset: -3px; border-radius: 3px }
.arrow.a2 .label, .arrow.a2 .status { grid-column: 2 / 7; max-inline-size: 100% }
.leg .label, .leg .status { max-inline-size: calc(100% - 1rem) }
.beside { padding: .75rem 1.2rem .75rem 0; display: grid; gap: .6rem; align-content: start; min-inline-size: 0 }
.beside > ul, .rights > ul { display: grid; gap: .6rem }
.said { display: grid; grid-template-columns: 1.2rem minmax(0, 1fr); gap: 0 .5rem; align-items: baseline }
.said .sentence { font-weight: 500 }
.said:is(.pass, .not-applicable) .sentence { font-weight: 400; color: var(--soft); font-size: .93rem }
.said .remedy { font-size: .93rem }
.rights > ul { gap: .2rem; padding-block-start: .3rem }
.rights > summary, .why > summary { color: var(--soft); font-size: .88rem }
.rights > summary .mark-box { margin-inline: .1rem .35rem }
.why { font-size: .9rem }
.why > p { margin-block-start: .25rem; color: var(--soft) }
.beside .explained { border-inline-start: 3px solid var(--line); padding-inline-start: .9rem; font-size: .93rem }
.leg > .messages, .leg > .saml { grid-column: 1 / -1 }
.leg > .saml { padding: 0 1.2rem .6rem } .saml summary { cursor: pointer; font-weight: 600 }
.saml pre { white-space: pre-wrap; overflow-wrap: anywhere; margin-block: .4rem }
.message h3 { font-size: .9rem }
@container (min-width: 46rem) { .headers th { inline-size: 11.5rem } }
.faulty { color: var(--error); font-weight: 600 }
.banner.fault { display: grid; gap: .2rem }
.left { padding-block-start: 1rem }
@container (max-width: 46rem) {
  .leg { grid-template-columns: minmax(0, 1fr); gap: 0 }
  .beside { padding: 0 1rem .9rem; border-block-start: 0 }
  .beside:empty { display: none }
  .flow .roles { inline-size: 100% }
}
@media (max-width: 60rem) {
  main > .watch { grid-template-columns: minmax(0, 1fr); gap: 1.6rem }
  .logins { position: static }
  #list { max-block-size: 19rem }
  .panel { padding-inline: 1rem }
}
@media (max-width: 34rem) {
  .facts-list > div { grid-template-columns: minmax(0, 1fr) }
  .toolbar button { flex: 1 1 auto }
}
`

export const style = [base, colour, scenario, sequence, frame, logins, flow].join('')
