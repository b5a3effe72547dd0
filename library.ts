/** The package as a library: the provider for a service's own tests, configurations in TypeScript, results of runs. */
import type { RunResult } from '#reports/model.ts'

export type { Client, Clients } from '#fixtures/schema/client.ts'
export type { Fault } from '#fixtures/schema/fault.ts'
export type { People, Person } from '#fixtures/schema/person.ts'
export type { Profile } from '#fixtures/schema/profile.ts'
export { type GatekeeperOptions, startGatekeeper } from '#mocks/api/index.ts'
export { connectControl, type RemoteControl } from '#mocks/control/client.ts'
export * from '#mocks/op/index.ts'
export type * from '#reports/model.ts'

/**
 * The result of a run in full, from a `result.json`, which holds once what is the same. Rejects with a `ResultFileError`.
 * Loaded on demand: who only starts a provider needs none of it.
 */
export const readResult = async (file: string): Promise<RunResult> => {
  const reader = await import('#reports/read.ts')
  return reader.readResult(file)
}

export { type Configuration, defineConfig, env, type TargetEntry } from '#suites/kit/config/define.ts'
