import type { RegisteredEnvironment } from '#fixtures/schema/registration.ts'
import type { UsedClient } from '#reports/model.ts'
import { few, listOf } from './case.ts'

type Said = readonly string[] | undefined

const without = (some: readonly string[], others: readonly string[]): readonly string[] =>
  some.filter((each) => !others.includes(each))

/** Both ways: what was used and is not registered, and what is registered and was not there when it was tested. */
const difference = (what: string, used: Said, registered: Said): readonly string[] => {
  if (used === undefined || registered === undefined) return []
  const [more, less] = [without(used, registered), without(registered, used)]
  return [
    ...(more.length > 0 ? [`${what} ${few(more)} that ${more.length > 1 ? 'are' : 'is'} not registered`] : []),
    ...(less.length > 0 ? [`not the ${what} ${few(less)} that ${less.length > 1 ? 'are' : 'is'} registered`] : []),
  ]
}

const saidOf = (value: string | readonly string[] | undefined): Said =>
  value === undefined ? undefined : listOf(value)

const pkceOf = ({ pkce }: RegisteredEnvironment): string | undefined =>
  pkce === true ? 'S256' : pkce === false ? undefined : pkce

const differentPkce = (used: UsedClient, entry: RegisteredEnvironment): readonly string[] => {
  const [was, is] = [used.pkce ?? 'optional', pkceOf(entry) ?? 'optional']
  return was === is ? [] : [`PKCE ${was}, and registered is ${is}`]
}

const differentKind = ({ confidential }: UsedClient, { kind = 'confidential' }: RegisteredEnvironment) => {
  if (confidential === undefined || confidential === (kind === 'confidential')) return []
  return [`a ${confidential ? 'confidential' : 'public'} client, and registered is a ${kind} one`]
}

/** In what a client that was used at an issuer is not the one that is registered; parts of a sentence. */
export const differencesFrom = (used: UsedClient, entry: RegisteredEnvironment): readonly string[] => [
  ...difference('redirect URIs', used.redirectUris, listOf(entry.redirectUris)),
  ...difference('post-logout redirect URIs', used.postLogoutRedirectUris, saidOf(entry.postLogoutRedirectUris)),
  ...difference('scopes', used.scopes, saidOf(entry.scopes)),
  ...differentKind(used, entry),
  ...differentPkce(used, entry),
]
