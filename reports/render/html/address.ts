import { visible } from '../text.ts'

/** What a page compares: the same text in attributes, controls and addresses. */
export const identity = (text: string): string => visible(text.slice(0, 200))

/** Ids come from a lock file, but nothing here depends on it: what is no letter, digit or `.-_~` is percent-encoded. */
const encoded = (text: string): string => encodeURIComponent(identity(text))

/** The id of a scenario's element and, after `#`, its address: `oidc.op.pkce.wrong-verifier@openaire-beta`. */
export const scenarioAddress = (scenario: string, target: string): string => `${encoded(scenario)}@${encoded(target)}`

export type FilterName = 'v' | 't' | 'tag' | 'r' | 'q'

/** The address of a filtered view, as the page's script reads it: `?v=fail&t=openaire-beta`. */
export const viewAddress = (filters: readonly (readonly [FilterName, string])[]): string =>
  `?${filters.map(([name, value]) => `${name}=${encoded(value)}`).join('&')}`
