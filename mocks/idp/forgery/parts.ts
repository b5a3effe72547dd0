import { SOMEBODY_ELSE } from '#mocks/faults/attacks/attack.ts'

/** The text of one element of a message of ours, with what stands before and after it. */
interface Found {
  readonly before: string
  readonly element: string
  readonly after: string
}

/** Elements of one name do not nest in what we write ourselves. */
const find = (text: string, name: string): Found => {
  const [element] = new RegExp(`<((?:[\\w-]+:)?${name})[\\s>][\\s\\S]*?</\\1>`).exec(text) ?? []
  if (element === undefined) throw new Error(`the message has no ${name} that could be bent`)
  const at = text.indexOf(element)
  return { before: text.slice(0, at), element, after: text.slice(at + element.length) }
}

const has = (text: string, name: string): boolean => new RegExp(`<(?:[\\w-]+:)?${name}[\\s>]`).test(text)

export const assertionIn = (text: string): Found => find(text, 'Assertion')
export const signatureIn = (text: string): Found => find(text, 'Signature')

export const withoutSignature = (text: string): string => {
  if (!has(text, 'Signature')) return text
  const { before, after } = signatureIn(text)
  return before + after
}

/** Only the assertion is signed: whoever moves something in a response has no use for a signature around it. */
export const assertionSigned = (text: string): string => {
  const { before, element, after } = assertionIn(text)
  return (has(before, 'Signature') ? withoutSignature(before) : before) + element + after
}

/** Only the response is signed, as long as nothing within changes: its assertion, signature included, was signed with it. */
export const responseSignature = (text: string): string => signatureIn(assertionIn(text).before).element

/** The response without a signature of its own; that of its assertion stays. */
export const responseUnsigned = (text: string): string => {
  const { before, element, after } = assertionIn(text)
  return withoutSignature(before) + element + after
}

/** The ID of the outermost element. */
export const idOf = (element: string): string => / ID="([^"]*)"/.exec(element)?.[1] ?? ''

export const withId = (element: string, id: string): string => element.replace(/ ID="[^"]*"/, ` ID="${id}"`)

/** Puts something right before the end tag. */
export const atEndOf = (element: string, inner: string): string => element.replace(/<\/[^>]*>$/, (end) => inner + end)

/** Changes the text of what names the user: the subject, and every value of an attribute. */
export const eachName = (text: string, change: (value: string) => string): string =>
  text.replaceAll(
    /(<((?:[\w-]+:)?(?:NameID|AttributeValue))(?:\s[^>]*)?>)([^<]*)(?=<\/\2>)/g,
    (_, start: string, __, value: string) => start + change(value),
  )

/** About somebody else, whatever is read of it. */
export const forged = (text: string): string => eachName(text, () => SOMEBODY_ELSE)

export const EVIL = '_made-by-somebody-else'
