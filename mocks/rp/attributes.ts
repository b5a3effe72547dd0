import type { Json } from './issuer.ts'
import type { Eyes, Habit } from './looks.ts'

/** Characters of the column in which a careless service keeps names. */
const COLUMN = 100

const isLatin = (text: string): boolean => /^[\x20-\xff]*$/.test(text)

const failing = (eyes: Eyes, habit: Habit, wrong: boolean, message: string): void => {
  if (wrong && eyes.has(habit)) throw new TypeError(message)
}

/** A right service takes everybody as they are; a careless one falls over whom it did not think of. */
export const takeAttributes = ({ given_name, name = '', eduperson_entitlement: held }: Json, eyes: Eyes): void => {
  const text = String(name)
  failing(eyes, 'attributes-needed', typeof given_name !== 'string', 'given_name is undefined')
  failing(eyes, 'groups-needed', held === undefined, 'held is undefined')
  failing(eyes, 'names-in-latin', !isLatin(text), 'invalid character in header X-User')
  failing(eyes, 'names-quoted', /["']/.test(text), 'unterminated string literal')
  failing(eyes, 'columns-narrow', text.length > COLUMN, 'value too long for column "name"')
  failing(eyes, 'lists-expected', held !== undefined && !Array.isArray(held), 'held.map is not a function')
  failing(eyes, 'lists-of-many', Array.isArray(held) && held.length === 1, 'no second entry')
}
