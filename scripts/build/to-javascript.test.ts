import { expect, test } from 'vitest'
import { toJavaScript } from './to-javascript.ts'

test('leaves every line and column where it was', () => {
  expect(toJavaScript('a.ts', 'const a: number = 1\nexport const b = (c: string): string => c\n')).toBe(
    'const a         = 1\nexport const b = (c        )         => c\n',
  )
})

test('names the compiled file in relative imports of every kind, and nowhere else', () => {
  const text = [
    "import a from './a.ts'",
    'import "../b.ts"',
    "export * from './c.ts'",
    "import d from '#mocks/d.ts'",
    "import e from './e.json' with { type: 'json' }",
    "export const f = () => import('./f.ts')",
    "export const g = new URL('./g.ts', import.meta.url)",
    "export { a, d, e } // './a.ts'",
  ]
  expect(toJavaScript('x.ts', text.join('\n')).split('\n')).toEqual([
    "import a from './a.js'",
    'import "../b.js"',
    "export * from './c.js'",
    text[3],
    text[4],
    "export const f = () => import('./f.js')",
    text[6],
    text[7],
  ])
})

test('drops imports of types', () => {
  expect(toJavaScript('x.ts', "import type { A } from './a.ts'\nimport { type B, c } from './c.ts'\nc()\n")).toBe(
    `${' '.repeat(31)}\nimport {         c } from './c.js'\nc()\n`,
  )
})
