import type { Issuer } from '../issuer.ts'
import type { RsaKey } from '../keys.ts'

/** The software names its keys as its operator did: two issuers may well use one name. A later key gets a number. */
export const publishedKeys = (issuer: Issuer): readonly { readonly key: RsaKey; readonly name: string }[] =>
  issuer.keys.published
    .filter(({ use }) => use === 'sig')
    .map(({ key }, index) => ({ key, name: `${issuer.dialect.switches.keyId}${index === 0 ? '' : `-${index + 1}`}` }))

/** The key that signs, under its name. */
export const signingKey = (issuer: Issuer): { readonly key: RsaKey; readonly name: string } => {
  const { active } = issuer.keys
  return publishedKeys(issuer).find(({ key }) => key === active) ?? { key: active, name: active.kid }
}
