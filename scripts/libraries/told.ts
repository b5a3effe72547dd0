import { type Finding, markOf } from './row.ts'

/** In text nothing may end a cell, and nothing is markup. */
export const plain = (text: string): string => text.replace(/[\\`*_[\]<>|#~]/g, '\\$&').replace(/\s+/g, ' ')

const LONGEST = 240

const SOMEBODY = [
  /^expected nobody signed in; got …@aai\.openaire\.eu signed in \(.*\)$/,
  // Who is there and should not be, or is not and should: the title says which.
  /^the user\b[^:]*: expected (undefined|'…@aai\.openaire\.eu'|\[ undefined, '[^']*' \]) to (be|include) (undefined|'…@aai\.openaire\.eu')$/,
]

/** What was found, without what is drawn anew in each run or only long, and where nothing but the usual, without a word. */
export const told = (message: string): string => {
  const text = message
    .replace(/\b(localhost|127\.0\.0\.1):\d+/g, '$1')
    .replace(/(https?:\/\/[^\s?]+)\?\S.*?(?=: |$)/g, '$1')
    .replace(/(\w)\1{20,}/g, '$1…')
    // Where metadata were read is of the run, and the line is not.
    .replace(/\blibraries: targets\.[\w-]+\.metadata(?: \([^)]*\))?:(\d+) /g, 'line $1: ')
    .replace(/\b[0-9a-f]{40,}@/g, '…@')
    .replace(/\p{C}+/gu, ' ')
  if (SOMEBODY.some((pattern) => pattern.test(text))) return ''
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

const SEEN = ' Seen: '

/** What a standard has to say, apart from what was seen. */
const parted = (message: string): readonly [why: string, seen: string] => {
  const at = message.lastIndexOf(SEEN)
  return at < 0 ? ['', told(message)] : [message.slice(0, at), told(message.slice(at + SEEN.length))]
}

/** The page says which protocol and role all of them are about. */
const shortOf = (scenario: string): string => scenario.replace(/^(oidc\.rp|saml\.sp)\./, '')

const line = ({ scenario, title, message }: Finding): string => {
  const [, seen] = parted(message)
  const link = `[\`${shortOf(scenario)}\`](catalogue.md#${scenario.toLowerCase()})`
  const what = plain(title.replace(/^does not fall for /, ''))
  return `${link} ${what}${seen === '' ? '' : `: ${plain(seen)}`}`
}

/** A line for each; those of which a standard says the same stand below that sentence. */
export const bullets = (findings: readonly Finding[]): string =>
  [...Map.groupBy(findings, ({ verdict, message }) => `${markOf(verdict)} ${plain(parted(message)[0])}`)]
    .flatMap(([head, all]) =>
      head.endsWith(' ')
        ? all.map((finding) => `- ${head}${line(finding)}`)
        : [`- ${head}`, ...all.map((finding) => `  - ${line(finding)}`)],
    )
    .join('\n')

/** By their reasons, of which many have the same. */
export const reasons = (findings: readonly Finding[]): string =>
  [...Map.groupBy(findings, ({ message }) => told(message))]
    .map(([reason, all]) => {
      const ids = new Set(all.map(({ scenario }) => `\`${shortOf(scenario)}\``))
      return `- ${plain(reason)} (${[...ids].join(', ')})`
    })
    .join('\n')
