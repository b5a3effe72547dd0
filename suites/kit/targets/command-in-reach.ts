import { free } from '../care/care.ts'
import { usualLimits } from '../drivers/limits.ts'
import type { Stage } from '../stage.ts'
import { unheard } from '../tools/command.ts'
import type { Raised } from './embedded.ts'
import { tried } from './preflight.ts'

/** Milliseconds beside those that the program itself may take. */
const MARGIN = 30_000

/**
 * Programs of somebody's own have to ask their issuer for something before anything is played; what comes of it is for
 * scenarios to judge. Throws a ConfigurationError of one sentence.
 */
export const checkCommands = async (
  raised: readonly (Raised & { readonly source?: string | undefined })[],
  browser: Stage['browser'],
): Promise<void> => {
  for (const { seed, desk, source = seed.id } of raised) {
    if (seed.command?.ours !== false) continue
    const slow = { patience: seed.command.patience * 1000 + MARGIN, limits: usualLimits }
    const trial = { seed, source, care: free, slow, ...(desk ? { desk } : {}) }
    await tried(seed.driver === 'browser' ? { ...trial, browser } : trial, async ({ command }) => {
      const run = await command.run()
      const silence = unheard(run)
      return silence === undefined ? run : command.untold(`The program ${silence}.`)
    })
  }
}
