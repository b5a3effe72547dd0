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
