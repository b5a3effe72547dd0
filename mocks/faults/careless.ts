import type { Rows } from './rows.ts'

/** A service that overlooks what mocks/rp names so. */
export const careless = (title: string, breaks: string, ...what: readonly string[]): Rows[string] => [
  title,
  breaks,
  { skip: what.map((each) => `rp.${each}`), variant: 'service' },
]

/** The same under https. */
export const carelessInTls = (title: string, breaks: string, what: string): Rows[string] => [
  title,
  breaks,
  { skip: [`rp.${what}`], variant: 'service-https' },
]

/** A service provider that overlooks what mocks/sp names so. */
export const carelessProvider = (title: string, breaks: string, ...what: readonly string[]): Rows[string] => [
  title,
  breaks,
  { skip: what.map((each) => `sp.${each}`), variant: 'saml-service' },
]
