export { IdpKeys } from '#mocks/idp/keys.ts'
export type { NotedMessage } from '#mocks/idp/note.ts'
export type { RunningIdp } from '#mocks/idp/running.ts'
export type { ServiceProviderOptions } from '#mocks/idp/service-provider.ts'
export type {
  ArmedFault,
  FaultBinding,
  Onlooker,
  ProviderOptions,
  RecordedRequest,
  Requests,
  RunningProvider,
  Witnessed,
} from './api.ts'
export { startProvider } from './start.ts'
