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
export const neutralOf = ({ issuer }: Target): ((text: string) => string) => {
  const ports = (text: string): string => text.replace(LOOPBACK, '$1:{port}')
  if (issuer === undefined || !URL.canParse(issuer)) return remembering(ports)
  const { origin, host } = new URL(issuer)
  const names = new RegExp(`${escaped(issuer.replace(/\/$/, ''))}|${escaped(origin)}|\\b${escaped(host)}`, 'g')
  const standing = (found: string): string =>
    found === host ? '{host}' : found === origin && issuer.replace(/\/$/, '') !== origin ? '{origin}' : '{issuer}'
  return remembering((text) => ports(text.replace(names, standing)))
}
