import type { Json } from './issuer.ts'
import type { Eyes } from './looks.ts'

/** Characters of the column in which a careless service keeps names. */
const COLUMN = 100

const isLatin = (text: string): boolean => /^[\x20-\xff]*$/.test(text)

/** A right service takes everybody as they are; a careless one falls over whom it did not think of. */
export const takeAttributes = ({ given_name, name, eduperson_entitlement: held }: Json, eyes: Eyes): void => {
  const text = String(name ?? '')
  if (eyes.has('attributes-needed') && typeof given_name !== 'string') throw new TypeError('given_name is undefined')
  if (eyes.has('names-in-latin') && !isLatin(text)) throw new TypeError('invalid character in header X-User')
  if (eyes.has('columns-narrow') && text.length > COLUMN) throw new RangeError('value too long for column "name"')
  if (eyes.has('lists-expected') && held !== undefined && !Array.isArray(held)) {
    throw new TypeError('held.map is not a function')
  }
}
