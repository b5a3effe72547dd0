import { join } from 'node:path'
import { free } from '#suites/kit/care/care.ts'
import { resolveTargets } from '#suites/kit/config/resolve.ts'
import type { ServiceEntry } from '#suites/kit/config/schema-service.ts'
import type { Tools } from '#suites/kit/contract.ts'
import { createChromiumServer } from '#suites/kit/drivers/chromium-server.ts'
import { usualLimits } from '#suites/kit/drivers/limits.ts'
import type { TargetSeed } from '#suites/kit/target.ts'
import { raiseEmbedded } from '#suites/kit/targets/embedded.ts'
import { tried } from '#suites/kit/targets/preflight.ts'

/** A service as far as it is described, under the name that it is to have. */
export interface Draft {
  readonly id: string
  readonly entry: ServiceEntry
  /** Where its configuration will be. */
  readonly folder: string
}

/** Milliseconds. What is being developed may make its pages when they are first asked for. */
const PATIENCE = 120_000

/** Plays one flow at the service, which is started for it, and ended. Throws a ConfigurationError of one sentence. */
export const atService = async <T extends object>(
  { id, entry, folder }: Draft,
  flow: (tools: Tools, seed: TargetSeed) => Promise<T>,
): Promise<T> => {
  const name = 'aai.config.yaml'
  const file = { name, path: join(folder, name), content: { targets: { [id]: entry } } }
  const [target] = await resolveTargets(file, process.env)
  if (target?.kind !== 'embedded') throw new Error(`${id} is no service`)
  const { seed, desk, close } = await raiseEmbedded(target)
  const chromium = createChromiumServer(seed.hosts)
  const slow = { patience: PATIENCE, limits: usualLimits }
  const trial = { seed, source: id, care: free, slow, ...(desk ? { desk } : {}) }
  try {
    return await tried(seed.driver === 'browser' ? { ...trial, browser: chromium.shared } : trial, (tools) =>
      flow(tools, seed),
    )
  } finally {
    await Promise.all([chromium.close(), close()])
  }
}
