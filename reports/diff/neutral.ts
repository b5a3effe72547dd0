import type { Target } from '../model.ts'

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Free ports of a run are nobody's fact. */
const LOOPBACK = /\b(127\.0\.0\.1|localhost|\[::1\]):\d{2,5}\b/g

/** The same few names and sentences come by the thousand. */
const remembering = (change: (text: string) => string): ((text: string) => string) => {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const changed = change(text)
    known.set(text, changed)
    return changed
  }
}

/**
 * The text without the target's own names, so that what two targets, or two runs, say can be compared: `{issuer}`,
 * `{origin}` and `{host}` stand for them.
 */
export const neutralOf = ({ issuer, title }: Target): ((text: string) => string) => {
  const known = new Map([[title, 'this issuer']])
  if (issuer !== undefined && URL.canParse(issuer)) {
    const { origin, host } = new URL(issuer)
    for (const [name, stands] of [
      [host, '{host}'],
      [origin, '{origin}'],
      [issuer.replace(/\/$/, ''), '{issuer}'],
    ] as const)
      known.set(name, stands)
  }
  // The longest first: each begins as a shorter one does.
  const all = [...known.keys()].filter(Boolean).toSorted((a, b) => b.length - a.length)
  const names = new RegExp(all.map((name) => `(?<![\\w.-])${escaped(name)}`).join('|'), 'g')
  return remembering((text) => text.replace(names, (found) => known.get(found) ?? found).replace(LOOPBACK, '$1:{port}'))
}
