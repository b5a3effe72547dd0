import { scopesOf } from '../claims.ts'

/**
 * The engine treats some scopes in its own way (`offline_access` needs a prompt, parameters are tied to `openid`), so
 * it sees every scope under an internal name, and always `openid`.
 */
const PREFIX = 'x_'

export const toEngine = (scopes: readonly string[]): string =>
  ['openid', ...scopes.map((scope) => PREFIX + scope)].join(' ')

/** `openid` first, then in the order asked for. */
export const fromEngine = (scope: string | undefined): string => {
  const names = scopesOf(scope)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length))
  return [...new Set(names)].sort((a, b) => Number(b === 'openid') - Number(a === 'openid')).join(' ')
}

export const engineScopes = (scopes: readonly string[]): readonly string[] => [
  'openid',
  ...new Set([...scopes, 'openid', 'offline_access'].map((scope) => PREFIX + scope)),
]

export const isOffline = (engineScopeNames: ReadonlySet<string>): boolean =>
  engineScopeNames.has(`${PREFIX}offline_access`)
