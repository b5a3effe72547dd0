import type { RecordedRequest } from '#mocks/op/index.ts'
import { rememberExchange } from '../evidence.ts'
import type { Session } from './session.ts'

const LABELS: Readonly<Record<string, string>> = {
  deviceAuthorization: 'device authorization request',
  token: 'token request',
  introspection: 'introspection request',
  revocation: 'revocation request',
}

/** Writes down what a program has sent, once; what it got is known by its status only. */
export const createWitness = ({ record }: Session) => {
  const keys = new Map<number, string>()
  const write = ({ endpoint, method, url, headers, body, status }: RecordedRequest): string =>
    record({
      from: 'client',
      to: 'op',
      label: LABELS[endpoint] ?? `request to ${endpoint}`,
      request: { method, url, headers: Object.entries(headers), ...(body === '' ? {} : { body }) },
    })({ response: { status, headers: [] } })
  return (requests: readonly RecordedRequest[]): void => {
    for (const request of requests) {
      const key = keys.get(request.number) ?? write(request)
      keys.set(request.number, key)
      rememberExchange(request, key)
    }
  }
}
export type Witness = ReturnType<typeof createWitness>
