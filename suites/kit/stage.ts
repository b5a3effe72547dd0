import { BroadcastChannel } from 'node:worker_threads'
import type { ProxyCall } from '#mocks/connect-proxy/index.ts'
import type { BackChannelAnswer } from '#mocks/idp/back-channel.ts'
import type { RecordedRequest } from '#mocks/op/index.ts'
import type { TokenChange } from '#mocks/op/resign.ts'
import type { Journal } from '#mocks/proxy/index.ts'
import type { Care } from './care/care.ts'
import type { FaultDesk } from './fault-desk.ts'
import type { ServiceHost } from './service-host.ts'
import type { CommandNews } from './targets/command-desk.ts'

/** What only the process that started the run can do; scenarios run in threads of it. */
export interface Stage {
  /** Ages everything that came of the login to which this code or token belongs, at an embedded issuer. */
  readonly age: (target: string, handle: string, seconds: number) => Promise<void>
  /** The token with other contents, signed anew by an embedded issuer. */
  readonly resign?: (target: string, token: string, change: TokenChange) => Promise<string>
  /** Of an embedded issuer, by its id. */
  readonly desk?: (target: string) => FaultDesk
  /** Of a service, by the id of its target. */
  readonly host?: (target: string) => ServiceHost
  /** The one Chromium of the run, or why there is none; another one for those to whom further names live elsewhere. */
  readonly browser: (hosts?: Readonly<Record<string, string>>) => Promise<SharedBrowser>
  /** How a target is treated, by its id: what all threads send there is counted and paced in one place. */
  readonly care: (target: string) => Care
}

export type SharedBrowser = { readonly endpoint: string } | { readonly missing: string }

interface Ask {
  readonly id: string
  readonly ask: keyof Stage | 'command'
  readonly with: readonly unknown[]
}

interface Reply {
  readonly to: string
  readonly value?: unknown
  readonly problem?: { readonly name: string; readonly message: string }
}

type Acts = Readonly<Record<string, (...values: readonly unknown[]) => Promise<unknown>>>

// Node hands over messages of an unknown shape; only this file sends on these channels.
const contentOf = (event: unknown): unknown => (event as { readonly data: unknown }).data
const isAsk = (message: unknown): message is Ask => typeof message === 'object' && message !== null && 'ask' in message
const isReply = (message: unknown): message is Reply =>
  typeof message === 'object' && message !== null && 'to' in message

const problemOf = (error: unknown): Reply['problem'] =>
  error instanceof Error ? { name: error.name, message: error.message } : { name: 'Error', message: String(error) }

const actsAt = (stage: Stage, ask: Ask['ask'], target: string): Acts => {
  const { desk, host, care } = stage
  const asked = ask === 'care' ? care(target) : ask === 'host' ? host?.(target) : desk?.(target)
  return (ask === 'command' ? desk?.(target).command : asked) as unknown as Acts
}

/** Answers the threads that know this name, until closed. */
export const serveStage = (name: string, stage: Stage): { readonly close: () => void } => {
  const channel = new BroadcastChannel(name)
  const answer = async ({ ask, with: values }: Ask): Promise<unknown> => {
    if (ask === 'browser') return stage.browser(...(values as Parameters<Stage['browser']>))
    if (ask === 'age') return stage.age(...(values as Parameters<Stage['age']>))
    if (ask === 'resign') return stage.resign?.(...(values as Parameters<Exclude<Stage['resign'], undefined>>))
    const [target, act, ...rest] = values as [string, string, ...unknown[]]
    return actsAt(stage, ask, target)[act]?.(...rest)
  }
  channel.onmessage = (event: unknown) => {
    const message = contentOf(event)
    if (!isAsk(message)) return
    const reply = (rest: Omit<Reply, 'to'>) => channel.postMessage({ to: message.id, ...rest })
    answer(message).then(
      (value) => reply({ value }),
      (error: unknown) => reply({ problem: problemOf(error) }),
    )
  }
  channel.unref()
  return { close: () => channel.close() }
}

/** The stage of the run to which this thread belongs. */
export const joinStage = (name: string, thread: string): Stage => {
  const channel = new BroadcastChannel(name)
  const waiting = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let count = 0
  channel.onmessage = (event: unknown) => {
    const message = contentOf(event)
    if (!isReply(message)) return
    const asked = waiting.get(message.to)
    waiting.delete(message.to)
    if (message.problem === undefined) asked?.resolve(message.value)
    else asked?.reject(Object.assign(new Error(message.problem.message), { name: message.problem.name }))
  }
  channel.unref()
  const ask = (what: Ask['ask'], ...values: unknown[]): Promise<unknown> => {
    count += 1
    const id = `${thread}/${count}`
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    waiting.set(id, { resolve, reject })
    channel.postMessage({ id, ask: what, with: values } satisfies Ask)
    return promise
  }
  return {
    age: async (...values) => {
      await ask('age', ...values)
    },
    resign: async (...values) => (await ask('resign', ...values)) as string,
    browser: async (...hosts) => (await ask('browser', ...hosts)) as SharedBrowser,
    desk: (target) => ({
      arm: async (...values) => (await ask('desk', target, 'arm', ...values)) as string,
      lift: async (armed) => void (await ask('desk', target, 'lift', armed)),
      borne: async (armed) => (await ask('desk', target, 'borne', armed)) as boolean,
      given: async (login) => (await ask('desk', target, 'given', login)) as Readonly<Record<string, string>>,
      know: async (...values) => void (await ask('desk', target, 'know', ...values)),
      unnamed: async () => (await ask('desk', target, 'unnamed')) as readonly RecordedRequest[],
      calls: async () => (await ask('desk', target, 'calls')) as readonly ProxyCall[] | undefined,
      requests: async (login) => (await ask('desk', target, 'requests', login)) as readonly RecordedRequest[],
      logoutUrl: async () => (await ask('desk', target, 'logoutUrl')) as string | undefined,
      tellOverSoap: async (...values) =>
        (await ask('desk', target, 'tellOverSoap', ...values)) as BackChannelAnswer | undefined,
      journal: async (way) => (await ask('desk', target, 'journal', way)) as Journal | undefined,
      command: {
        begin: async (order) => (await ask('command', target, 'begin', order)) as string,
        until: async (...values) => (await ask('command', target, 'until', ...values)) as CommandNews,
        end: async (...values) => (await ask('command', target, 'end', ...values)) as CommandNews,
      },
    }),
    host: (target) => ({
      enter: async (...values) => void (await ask('host', target, 'enter', ...values)),
      leave: async (visit) => void (await ask('host', target, 'leave', visit)),
      bend: async (attack) => void (await ask('host', target, 'bend', attack)),
      rotateKeys: async (forget) => void (await ask('host', target, 'rotateKeys', forget)),
      mend: async () => void (await ask('host', target, 'mend')),
      whole: async () => void (await ask('host', target, 'whole')),
      restart: async () => (await ask('host', target, 'restart')) as boolean | string,
      hopeful: async () => (await ask('host', target, 'hopeful')) as boolean,
      repeated: async (helped) => void (await ask('host', target, 'repeated', helped)),
      latest: async () => (await ask('host', target, 'latest')) as number,
      asked: async (after) => (await ask('host', target, 'asked', after)) as readonly string[],
    }),
    care: (target) => ({
      admit: async () => (await ask('care', target, 'admit')) as string | undefined,
      pause: async (seconds) => void (await ask('care', target, 'pause', seconds)),
      heard: async (answered) => void (await ask('care', target, 'heard', answered)),
      pace: async (key, seconds) => void (await ask('care', target, 'pace', key, seconds)),
      polled: async (key) => void (await ask('care', target, 'polled', key)),
      wait: async (seconds) => void (await ask('care', target, 'wait', seconds)),
    }),
  }
}
