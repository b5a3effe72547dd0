import type { z } from 'zod'
import type { Client } from '#fixtures/schema/client.ts'
import type { Person } from '#fixtures/schema/person.ts'
import type { FaultBinding, RecordedRequest, ServiceProviderOptions } from '#mocks/op/index.ts'
import type { faultRow } from './documents.ts'

export interface Access {
  /** As `aai serve --control` prints it. */
  readonly url: string
  readonly token: string
}

export interface Wanted {
  readonly endpoint?: string
  /** A client_id. */
  readonly client?: string
  /** Only requests of a higher number. */
  readonly after?: number
  /** Seconds to wait for the first, 60 at the most. */
  readonly wait?: number
}

type Given<T, Optional extends keyof T> = Omit<T, Optional> & Partial<T>
export type Registration = Given<Client, 'title' | 'grants' | 'postLogoutRedirectUris' | 'consent'>
export type Account = Given<Person, 'title' | 'attributes'>

/** The provider in another process, steered as the one in our own: every promise rejects with the provider's sentence. */
export interface RemoteControl {
  readonly addClient: (name: string, client: Registration) => Promise<void>
  readonly removeClient: (name: string) => Promise<void>
  readonly addUser: (name: string, person: Account) => Promise<void>
  readonly removeUser: (name: string) => Promise<void>
  readonly addServiceProvider: (metadata: string, options?: ServiceProviderOptions) => Promise<void>
  readonly removeServiceProvider: (entityId: string) => Promise<void>
  readonly fault: (
    fault: string | z.input<typeof faultRow>,
    binding?: FaultBinding,
  ) => Promise<{ readonly lift: () => Promise<void> }>
  readonly requests: (wanted?: Wanted) => Promise<readonly RecordedRequest[]>
  readonly rotateKeys: (options?: { readonly forget?: boolean }) => Promise<void>
  readonly elapse: (handle: string, seconds: number) => Promise<void>
  readonly reset: () => Promise<void>
}

const caller = ({ url, token }: Access) => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(new URL(path, url), { method, headers, ...sent })
    const text = await answer.text()
    if (answer.ok) return text === '' ? undefined : JSON.parse(text)
    const { error = text } = JSON.parse(text) as { readonly error?: string }
    throw new Error(`${method} ${path}: ${error}`)
  }
}

const named = (kind: 'clients' | 'users', name: string): string => `/${kind}/${encodeURIComponent(name)}`

export const connectControl = (access: Access): RemoteControl => {
  const call = caller(access)
  const order = async (method: string, path: string, body?: unknown): Promise<void> =>
    void (await call(method, path, body))
  return {
    addClient: (name, client) => order('PUT', named('clients', name), client),
    removeClient: (name) => order('DELETE', named('clients', name)),
    addUser: (name, person) => order('PUT', named('users', name), person),
    removeUser: (name) => order('DELETE', named('users', name)),
    addServiceProvider: (metadata, options = {}) => order('POST', '/sps', { metadata, ...options }),
    removeServiceProvider: (entityId) => order('DELETE', `/sps/${encodeURIComponent(entityId)}`),
    fault: async (fault, binding = {}) => {
      const { handle } = (await call('POST', '/faults', { fault, ...binding })) as { readonly handle: string }
      return { lift: () => order('DELETE', `/faults/${handle}`) }
    },
    requests: async (wanted = {}) => {
      const query = new URLSearchParams(Object.entries(wanted).map(([name, value]) => [name, String(value)]))
      return (await call('GET', `/requests?${query}`)) as readonly RecordedRequest[]
    },
    rotateKeys: (options = {}) => order('POST', '/keys', options),
    elapse: (handle, seconds) => order('POST', '/elapse', { handle, seconds }),
    reset: () => order('POST', '/reset'),
  }
}
