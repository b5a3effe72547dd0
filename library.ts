/** The package as a library: the provider for a service's own tests, configurations in TypeScript, the types of both. */
export type { Client, Clients } from '#fixtures/schema/client.ts'
export type { Fault } from '#fixtures/schema/fault.ts'
export type { People, Person } from '#fixtures/schema/person.ts'
export type { Profile } from '#fixtures/schema/profile.ts'
export { connectControl, type RemoteControl } from '#mocks/control/client.ts'
export * from '#mocks/op/index.ts'
export type * from '#reports/model.ts'
export { type Configuration, defineConfig, env, type TargetEntry } from '#suites/kit/config/define.ts'
