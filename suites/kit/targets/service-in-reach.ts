import { free } from '../care/care.ts'
import { usualLimits } from '../drivers/limits.ts'
import type { Stage } from '../stage.ts'
import type { Raised } from './embedded.ts'
import { tried } from './preflight.ts'

/** Milliseconds. What is being developed may make its pages when they are first asked for. */
const PATIENCE = 60_000

/** Services of somebody's own have to sign somebody in before anything is played. Throws a ConfigurationError of one sentence. */
export const checkServices = async (
  raised: readonly (Raised & { readonly source?: string | undefined })[],
  browser: Stage['browser'],
): Promise<void> => {
  for (const { seed, desk, source = seed.id } of raised) {
    if (seed.service?.ours !== false) continue
    const slow = { patience: PATIENCE, limits: usualLimits }
    const trial = { seed, source, care: free, slow, ...(desk ? { desk } : {}) }
    await tried(seed.driver === 'browser' ? { ...trial, browser } : trial, ({ service }) => service.signedIn())
  }
}
