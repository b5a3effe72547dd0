import type { ZodType, z } from 'zod'
import type { ArmedFault, RunningProvider } from '#mocks/op/index.ts'
import { shapeProblems } from '#mocks/profiles/explain.ts'
import { isObject, type JsonValue } from '#mocks/profiles/json.ts'
import { json, type Reply } from '#mocks/wire/message.ts'

/** A fault that was armed through the control interface. */
export interface Armed {
  readonly handle: string
  readonly id: string
  readonly title: string
  readonly client?: string
  readonly login?: string
  readonly times?: number
  readonly fault: ArmedFault
}

/** What a request to the control interface is about. */
export interface Order {
  readonly provider: RunningProvider
  readonly armed: Map<string, Armed>
  /** What stands for `:name` in the path. */
  readonly name: string
  readonly query: URLSearchParams
  readonly body: JsonValue | undefined
}

export interface Resource {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** May end in `/:name`. */
  readonly path: string
  readonly does: string
  readonly handle: (order: Order) => Reply | Promise<Reply>
}

/** An order that cannot be carried out: one sentence for the one who gave it. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export const done: Reply = { status: 204, headers: [] }

export const ok = (value: unknown, status = 200): Reply => json(status, value, [['Cache-Control', 'no-store']])

/** The body as the schema has it; refuses with all that is wrong with it. */
export const bodyAs = <S extends ZodType>(schema: S, body: JsonValue | undefined): z.output<S> => {
  if (!isObject(body)) throw new Refused(400, 'The body has to be a JSON object.')
  const problems = shapeProblems(schema, body)
  if (problems.length > 0) throw new Refused(400, `${problems.map(({ sentence }) => sentence).join('; ')}.`)
  return schema.parse(body)
}
