import type { Given } from './contract.ts'
import type { TargetSeed } from './target.ts'

/** The line of configuration without which a scenario for services shows nothing. */
export const missingOfService = ({ service: wanted }: Given, { id, service }: TargetSeed): string | undefined => {
  if (!wanted || !service) return undefined
  if (wanted.whoami && service.whoami === undefined) return `Target "${id}" does not say who is signed in: add whoami.`
  if (wanted.logout && service.logout === undefined)
    return `Target "${id}" does not say where a logout begins: add logout.`
  return undefined
}
