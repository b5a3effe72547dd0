/**
 * What is played where nothing is asked for: a login and a refresh, and what clients read beforehand. About sixty requests,
 * none of them one that an owner would have to agree to, and all with the one client and user that every configuration has,
 * but for the refresh. Changing this list makes all who watch begin anew.
 */
export const politeSelection: readonly string[] = [
  'oidc.op.discovery.issuer',
  'oidc.op.discovery.complete',
  'oidc.op.discovery.endpoints',
  'oidc.op.discovery-drift.profile',
  'oidc.op.keys.published',
  'oidc.op.keys.strength',
  'oidc.op.keys.verify-id-token',
  'oidc.op.authorization-code.signs-in',
  'oidc.op.id-token.claims',
  'oidc.op.id-token.lifetime',
  'oidc.op.access-token.lifetime',
  'oidc.op.userinfo.header-get',
  'oidc.op.redirect-uri.other-host',
  'oidc.op.refresh.usable',
]
