import type { Organisation } from '#fixtures/schema/third-parties.ts'
import type { Issuer } from '../issuer.ts'

/** Where a login is to take place, and as whom. */
export interface Choice {
  readonly kind: Organisation['kind']
  /** Absent: any organisation of that kind. */
  readonly realm?: string
  /** The user name that is expected. */
  readonly expected?: string
}

export const organisationsOf = (issuer: Issuer): readonly Organisation[] => issuer.profile.organisations ?? []

export const organisationAt = (issuer: Issuer, realm: unknown): Organisation | undefined =>
  organisationsOf(issuer).find((each) => each.realm === realm)

const LONGEST = 1_000

/**
 * `feide|all`, `feide|realm|ORG`, `feide|realm|ORG|USER` and `idporten`. Anything else, and an organisation that nobody
 * knows, is as good as no hint.
 */
export const readHint = (issuer: Issuer, hint: string | undefined): Choice | undefined => {
  if (hint === undefined || hint.length > LONGEST) return undefined
  if (hint === 'feide|all') return { kind: 'feide' }
  const idporten = organisationsOf(issuer).find(({ kind }) => kind === 'idporten')
  if (hint === 'idporten') return idporten && { kind: 'idporten', realm: idporten.realm }
  const [, realm, expected] = /^feide\|realm\|([^|]+)(?:\|([^|]+))?$/.exec(hint) ?? []
  if (organisationAt(issuer, realm)?.kind !== 'feide') return undefined
  return { kind: 'feide', realm, ...(expected === undefined ? {} : { expected }) }
}
