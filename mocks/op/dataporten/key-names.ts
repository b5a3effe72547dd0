import type { Issuer } from '../issuer.ts'
import type { RsaKey } from '../keys.ts'

export const publishedKeys = (issuer: Issuer): readonly RsaKey[] =>
  issuer.keys.published.filter(({ use }) => use === 'sig').map(({ key }) => key)

/** The software of old named no keys, neither in the set nor in a token. */
export const named = (issuer: Issuer, { kid }: RsaKey): { readonly kid?: string } =>
  issuer.dialect.switches.keyIds === false ? {} : { kid }
