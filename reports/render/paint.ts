import type { Verdict } from '../model.ts'

/** Colour for a terminal, or none: the caller knows about NO_COLOR and whether there is a terminal at all. */
export interface Paint {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly verdict: (verdict: Verdict, text: string) => string
}

/** ECMA-48 select graphic rendition; the sixteen colours of the reader's own scheme. */
const codes: Readonly<Record<Verdict, string>> = {
  pass: '32',
  'not-applicable': '2',
  skip: '36',
  warn: '33',
  fail: '1;31',
  error: '1;35',
}

export const painter = (colour: boolean): Paint => {
  const sgr = (code: string, text: string) => (colour && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text)
  return {
    bold: (text) => sgr('1', text),
    dim: (text) => sgr('2', text),
    verdict: (verdict, text) => sgr(codes[verdict], text),
  }
}
