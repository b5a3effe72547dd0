/** Where a value leaves its grammar. */
export interface SyntaxFault {
  /** Index of the first character that does not fit; the length of the text where something is missing at its end. */
  readonly position: number
  readonly message: string
}

/** Tells a fault from what the parsers of this folder give for a good value. */
export const isSyntaxFault = (parsed: object): parsed is SyntaxFault => 'position' in parsed && 'message' in parsed

/** One line for a report; characters are counted from 1, as people do. */
export const describeFault = (text: string, { position, message }: SyntaxFault): string =>
  `${JSON.stringify(text)}, character ${position + 1}: ${message}`
