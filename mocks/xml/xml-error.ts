/** What may be wrong with a text that says it is XML. */
export type XmlFlaw = 'empty' | 'too-large' | 'encoding' | 'doctype' | 'not-well-formed' | 'too-deep' | 'too-many'

/** A text that is not read: one sentence, and the line it is about (1 where it is about all of it). */
export class XmlError extends Error {
  override readonly name = 'XmlError'
  readonly flaw: XmlFlaw
  readonly line: number

  constructor(flaw: XmlFlaw, line: number, message: string) {
    super(message)
    this.flaw = flaw
    this.line = line
  }
}
