import type { Given } from './contract.ts'
import type { TargetSeed } from './target.ts'

export const lackOf = (id: string, member: string): string => `Target "${id}" has none: ${member} stands in lacks.`

/** What a scenario is about is not there, and the target says so. */
export const lackingOfService = ({ service: wanted }: Given, { id, service }: TargetSeed): string | undefined =>
  wanted?.logout && service?.lacks?.includes('logout') ? lackOf(id, 'logout') : undefined

/** The line of configuration without which a scenario for services shows nothing. */
export const missingOfService = ({ service: wanted }: Given, { id, service }: TargetSeed): string | undefined => {
  if (!wanted || !service) return undefined
  if (wanted.whoami && service.whoami === undefined) return `Target "${id}" does not say who is signed in: add whoami.`
  if (wanted.logout && service.logout === undefined)
    return `Target "${id}" does not say where a logout begins: add logout.`
  return undefined
}
