import { z } from 'zod'
import { type Call, json, type Reply } from '#mocks/wire/message.ts'
import { readJson } from '#mocks/wire/read-json.ts'
import { detailOf, type Explain } from './detail.ts'
import { COMMON, type Door, refusedCaller, refusedVisitor } from './door.ts'
import { register, registration, wrongIn } from './register.ts'
import { setupOf } from './setup.ts'
import type { Watch } from './watch.ts'

/** A page, and the content security policy under which its own script and style run. */
export interface Page {
  readonly html: string
  readonly policy: string
}

export interface Desk {
  readonly door: Door
  readonly watch: Watch
  readonly page: (token: string) => Page
  readonly explain: Explain
  /** What was seen, as a file to keep, by its name. */
  readonly files: Readonly<Record<string, { readonly type: string; readonly write: (watch: Watch) => string }>>
}

const LONGEST_WAIT_MS = 25_000

const NO_STORE: Reply['headers'] = [['Cache-Control', 'no-store'], ...COMMON]

const told = (value: unknown, status = 200): Reply => json(status, value, NO_STORE)
const wrong = (status: number, error: string): Reply => told({ error }, status)

const shown = ({ html, policy }: Page): Reply => ({
  status: 200,
  headers: [['Content-Type', 'text/html; charset=utf-8'], ['Content-Security-Policy', policy], ...NO_STORE],
  body: html,
})

const numberIn = ({ query }: Call, name: string): number => {
  const value = Number(query.get(name) ?? 0)
  return Number.isSafeInteger(value) && value >= 0 ? value : 0
}

const arming = z.strictObject({ fault: z.string(), client: z.string().min(1).optional() })

type Answer = (call: Call, desk: Desk, name: string) => Reply | Promise<Reply>

const news: Answer = async (call, { watch }) => {
  const wait = Math.min(numberIn(call, 'wait'), LONGEST_WAIT_MS)
  return told(await watch.news(numberIn(call, 'after'), call.query.get('run') ?? '', wait))
}

const detail: Answer = (_, { watch, explain }, id) => {
  const login = watch.book.find(id)
  return login ? told(detailOf(watch, login, explain)) : wrong(404, 'This login has been forgotten.')
}

const arm: Answer = (call, { watch }) => {
  const wanted = arming.safeParse(readJson(call.body))
  if (!wanted.success) return wrong(400, 'A fault has to be named.')
  const waiting = watch.faults.arm(wanted.data.fault, wanted.data.client)
  if (!waiting) return wrong(404, 'There is no such fault.')
  watch.touch()
  return told(waiting, 201)
}

const lift: Answer = (_, { watch }, handle) => {
  const found = watch.faults.lift(handle)
  watch.touch()
  return found ? told({}) : wrong(404, 'It waits no longer: a login has borne it, or it was lifted.')
}

const enrol: Answer = (call, { watch }) => {
  const wanted = registration.safeParse(readJson(call.body))
  if (!wanted.success) return wrong(400, wanted.error.issues[0]?.message ?? 'This is no registration.')
  const problem = wrongIn(wanted.data)
  if (problem !== undefined) return wrong(400, problem)
  const { clientId, secret } = register(watch.provider, wanted.data)
  return told({ clientId, ...(secret === undefined ? {} : { secret }) }, 201)
}

const file: Answer = (_, { watch, files }, name) => {
  const found = files[name]
  if (!found) return wrong(404, 'There is no such report.')
  return {
    status: 200,
    headers: [['Content-Type', found.type], ['Content-Disposition', `attachment; filename="${name}"`], ...NO_STORE],
    body: found.write(watch),
  }
}

const forget: Answer = (_, { watch }) => {
  watch.clear()
  return told({})
}

/** By method and first part of the path; what follows names one of several. */
const answers: Readonly<Record<string, Answer>> = {
  'GET news': news,
  'GET setup': (_, { watch }) => told(setupOf(watch.provider)),
  'GET logins': detail,
  'POST faults': arm,
  'DELETE faults': lift,
  'POST clients': enrol,
  'GET reports': file,
  'DELETE logins': forget,
}

/** What the page at `path` and its script ask for. */
export const deskAt = (path: string, desk: Desk) => {
  return async (call: Call): Promise<Reply> => {
    const [part = '', name = ''] = call.path.slice(path.length + 1).split('/')
    if (part === '') {
      const refused = refusedVisitor(desk.door, call)
      if (refused) return refused
      return call.method === 'GET' || call.method === 'HEAD'
        ? shown(desk.page(desk.door.token))
        : wrong(405, 'This is a page to look at.')
    }
    const refused = refusedCaller(desk.door, call)
    if (refused) return refused
    const key = `${call.method} ${part}`
    return Object.hasOwn(answers, key)
      ? (answers[key]?.(call, desk, name) ?? wrong(404, ''))
      : wrong(404, 'There is nothing at this address.')
  }
}
