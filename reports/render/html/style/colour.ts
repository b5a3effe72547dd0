/** Every pair of text and ground has a contrast of 4.5 or more (WCAG AA); a test measures it in both schemes. */
const shape = (drawing: string): string =>
  `url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E${drawing.replaceAll('<', '%3C').replaceAll('>', '%3E')}%3C/svg%3E")`

const shapes = {
  pass: shape("<path d='M2 8.6l4.1 4.1L14 4' fill='none' stroke='black' stroke-width='2.4'/>"),
  warn: shape("<path d='M8 1.2 15.6 15H.4zM7.1 6v4.6h1.8V6zm0 5.8v1.7h1.8v-1.7z' fill-rule='evenodd'/>"),
  fail: shape("<path d='M2.5 2.5l11 11m0-11l-11 11' fill='none' stroke='black' stroke-width='3'/>"),
  error: shape("<path d='M8 0l8 8-8 8-8-8zM8 5L5 8l3 3 3-3z' fill-rule='evenodd'/>"),
  skip: shape("<circle cx='8' cy='8' r='6' fill='none' stroke='black' stroke-width='2.2' stroke-dasharray='3.3 3'/>"),
  'not-applicable': shape("<path d='M2 8h12' fill='none' stroke='black' stroke-width='2.2'/>"),
}

const verdicts = Object.entries(shapes).map(
  ([verdict, mask]) => `.${verdict} { --c: var(--${verdict}); --b: var(--${verdict}-ground); --m: ${mask} }`,
)

export const colour = `
:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --card: #fff; --ink: #1b1d1f; --soft: #595e65; --line: #e3e2dc; --strong: #8b8f94;
  --link: #134e8a; --focus: #1660c8; --code: #f4f3ef;
  --pass: #1c6a42; --pass-ground: #e8f3eb;
  --warn: #775000; --warn-ground: #faf0d8;
  --fail: #ad2618; --fail-ground: #fbe9e5;
  --error: #7a2985; --error-ground: #f6e9f8;
  --skip: #435870; --skip-ground: #e9eff5;
  --not-applicable: #5b5f64; --not-applicable-ground: #efefec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131517; --card: #191c1f; --ink: #e7e7e2; --soft: #a4a9af; --line: #2b2f33; --strong: #71767c;
    --link: #8dbbf2; --focus: #7db3ff; --code: #1f2326;
    --pass: #83d0a2; --pass-ground: #16281e;
    --warn: #e5ba62; --warn-ground: #2c2411;
    --fail: #ff9c8d; --fail-ground: #371b17;
    --error: #e0a6eb; --error-ground: #301c34;
    --skip: #a8bdd3; --skip-ground: #1c2631;
    --not-applicable: #a9adb1; --not-applicable-ground: #23262a;
  }
}
${verdicts.join('\n')}
.mark { display: inline-block; inline-size: .72em; block-size: .72em; flex: none; background: var(--c); mask: var(--m) center / contain no-repeat }
.verdict { display: inline-flex; align-items: center; gap: .45em; padding: .12em .55em; border-radius: 4px; background: var(--b); color: var(--c); font-size: .8rem; font-weight: 600; line-height: 1.4; white-space: nowrap }
.verdict.pass, .verdict.not-applicable { background: none; font-weight: 500 }
@media (forced-colors: active) { .mark { forced-color-adjust: none; background: CanvasText } .verdict { border: 1px solid } }
`
