import type { Attribute as Known, Person } from '#fixtures/schema/person.ts'
import type { SamlProfile } from '#fixtures/schema/profile.ts'
import { attributeOfName, isAttributeName } from '#mocks/saml/attributes.ts'
import type { Attribute } from '#mocks/saml/messages.ts'

const valuesOf = (known: Known | undefined): readonly string[] =>
  known === undefined ? [] : [known].flat().map((value) => String(value))

/** What is told of a person, in the order of the profile; what is unknown is left out. */
export const attributesOf = (saml: SamlProfile, person: Person, subject: string): readonly Attribute[] =>
  Object.entries(saml.attributes).flatMap(([name, { from }]) => {
    const values = from === 'subject' ? [subject] : valuesOf(person.attributes[from])
    return isAttributeName(name) && values.length > 0 ? [attributeOfName(name, values)] : []
  })
