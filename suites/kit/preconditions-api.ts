import type { Given } from './contract.ts'
import type { TargetSeed } from './target.ts'

/** What its configuration leaves open. */
export const missingOfApi = ({ api: wanted }: Given, { id, api }: TargetSeed): string | undefined => {
  if (!api || !wanted) return undefined
  const missing = wanted.needs?.find((member) => api[member] === undefined)
  if (missing !== undefined) return `Target "${id}" does not say ${missing}: add it.`
  const hidden = wanted.shows?.find((member) => api.shows[member] === undefined)
  if (hidden !== undefined) return `Target "${id}" does not say where its answer shows ${hidden}: add shows.${hidden}.`
  const lacksSystem = wanted.system && api.tokens.system === undefined
  return lacksSystem ? `Target "${id}" names no client that calls for itself: add tokens.system.` : undefined
}
