import type { Given } from './contract.ts'
import type { SamlGiven } from './contract-saml.ts'
import { missingSp, USUAL_SP } from './saml/index.ts'
import type { TargetSeed } from './target.ts'

/** Roles of the services in whose name a scenario asks. */
export const spsOf = ({ sp = USUAL_SP, sps = [], publicOnly }: SamlGiven): readonly string[] =>
  publicOnly ? [] : [sp, ...sps]

export const missingOfSaml = ({ saml }: Given, { id, saml: seed }: TargetSeed): string | undefined => {
  const role = saml && spsOf(saml).find((each) => !seed || !(each in seed.sps))
  return role && missingSp(id, role)
}
