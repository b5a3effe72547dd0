import { carelessProvider } from './careless.ts'
import type { Rows } from './rows.ts'

const careless = (title: string, ...what: readonly string[]): Rows[string] =>
  carelessProvider(`a service provider ${title}`, 'SAML-SP-ATTRIBUTES', ...what)

const attributes: Rows = {
  'second-value-unforeseen': careless('for which everybody has one address', 'single-values'),
  'attribute-unforeseen': careless('that knows what attributes there are', 'attributes-foreseen'),
  'value-needed': careless('for which every attribute has a value', 'values-needed'),
  'friendly-names': careless('that knows attributes by their friendly names', 'friendly-names'),
  'identifier-unneeded': careless('that signs in whom it cannot name', 'subject'),
}

const people: Rows = {
  'attributes-needed': careless('that needs a given name', 'attributes-needed'),
  'groups-needed': careless('for which everybody is in a group', 'groups-needed'),
  'lists-of-many': careless('for which nobody is in one group only', 'lists-of-many'),
  'lists-short': careless('for which nobody is in hundreds of groups', 'lists-short'),
  'names-in-latin': careless('that writes Latin letters only', 'names-in-latin'),
  'names-quoted': careless('that puts names between quotes', 'names-quoted'),
  'columns-narrow': careless('with narrow columns', 'columns-narrow'),
}

const keys: Rows = {
  'keyed-by-mail': careless('that knows people by their address', 'keyed-by-mail'),
  'keyed-by-name-id': careless('that knows people by their NameID', 'keyed-by-name-id'),
  'keyed-by-name': careless('that knows people by their name', 'keyed-by-name'),
}

/** What a service provider may get wrong with people. */
export const peopleRows: Rows = { ...attributes, ...people, ...keys }
