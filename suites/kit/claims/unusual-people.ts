import type { Attributes } from '../contract-service-acts.ts'

export interface Somebody {
  readonly id: string
  /** A noun phrase with its article. */
  readonly title: string
  readonly attributes: Attributes
}

const named = (given_name: string, family_name: string): Attributes => ({
  name: `${given_name} ${family_name}`,
  given_name,
  family_name,
})

export const entitlements = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, index) => `urn:geant:openaire.eu:group:vo-${index % 20}.example:project-${index}:role=member#aai.openaire.eu`,
  )

/** People at whom services stumble: what they lack, what they are called, in how many groups they are. */
export const unusualPeople: readonly Somebody[] = [
  {
    id: 'nothing-optional',
    title: 'a user without affiliation, entitlement and ORCID iD',
    attributes: { voperson_external_affiliation: null, eduperson_entitlement: null, orcid: null },
  },
  {
    id: 'one-name',
    title: 'a user with one name, neither given nor inherited',
    attributes: { name: 'Sukarno', given_name: null, family_name: null },
  },
  { id: 'many-groups', title: 'a member of 200 groups', attributes: { eduperson_entitlement: [...entitlements(200)] } },
  { id: 'one-group', title: 'a member of one group', attributes: { eduperson_entitlement: [...entitlements(1)] } },
  {
    id: 'accents',
    title: 'a user whose name has letters of all of Europe',
    attributes: named('Þórdís Žofie', 'Łukasiewicz-Ødegård'),
  },
  { id: 'other-script', title: 'a user whose name is written in another script', attributes: named('小龍', '李') },
  { id: 'right-to-left', title: 'a user whose name is written from right to left', attributes: named('نجيب', 'محفوظ') },
  { id: 'emoji', title: 'a user with an emoji in the name', attributes: named('Ada 👩🏽‍🔬', 'Lovelace 🏳️‍🌈') },
  {
    id: 'markup',
    title: 'a user whose name is full of quotes and markup',
    attributes: named(`Conan "Co" <b>`, `O'Brien & </b>`),
  },
  {
    id: 'long-name',
    title: 'a user with a name of 400 characters',
    attributes: named('Ana '.repeat(50).trim(), 'Silva '.repeat(33).trim()),
  },
]
