import type { RecordedRequest } from '#mocks/op/index.ts'
import type { CommandRun } from './contract-command.ts'

export const requestsTo = (endpoint: string, { requests }: Pick<CommandRun, 'requests'>): readonly RecordedRequest[] =>
  requests.filter((request) => request.endpoint === endpoint)

/** The client says who it is, and proves it by a secret or a key (RFC 6749 section 2.3, RFC 7523 section 2.2). */
export const showsCredentials = ({ headers, params }: RecordedRequest): boolean =>
  /^basic +\S/i.test(headers.authorization ?? '') || Boolean(params.client_secret) || Boolean(params.client_assertion)

/** Seconds between each request and the next. */
export const gapsOf = (requests: readonly RecordedRequest[]): readonly number[] =>
  requests.slice(1).map(({ at }, index) => (at - (requests[index]?.at ?? at)) / 1000)
