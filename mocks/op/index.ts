export type {
  ArmedFault,
  FaultBinding,
  ProviderOptions,
  RecordedRequest,
  Requests,
  RunningProvider,
} from './api.ts'
export { startProvider } from './start.ts'
