import { type Ask, asker, type Json } from '#mocks/rp/issuer.ts'
import type { ToolHabit } from './habits.ts'
import type { Terminal, ToolOptions } from './options.ts'

/** The issuer, or somebody in its place, answered what nobody can go on with. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp'
}

export interface Answer {
  readonly status: number
  readonly body: Json
}

/** The program's means while it runs. */
export interface Means extends Terminal {
  readonly options: ToolOptions
  readonly has: (habit: ToolHabit) => boolean
  /** The address of an endpoint, as the discovery document has it. */
  readonly endpoint: (member: string) => string
  /** A form to that endpoint, with the credentials of the client in the header. */
  readonly post: (member: string, form: Readonly<Record<string, string>>, openly?: boolean) => Promise<Answer>
  readonly ask: Ask
}

const formEncoded = (value: string): string => encodeURIComponent(value).replaceAll('%20', '+')

const withSecret = (address: string, { clientId, secret = '' }: ToolOptions): string => {
  const url = new URL(address)
  url.searchParams.set('client_id', clientId)
  url.searchParams.set('client_secret', secret)
  return url.href
}

const metadataOf = async (ask: Ask, issuer: string): Promise<Json> => {
  const { status, body } = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (status !== 200 || !body) throw new GivenUp(`There is no discovery document of ${issuer}.`)
  if (body.issuer !== issuer) throw new GivenUp(`The discovery document is of another issuer than ${issuer}.`)
  return body
}

const meansOf = (options: ToolOptions, terminal: Terminal, ask: Ask, metadata: Json): Means => {
  const has = (habit: ToolHabit): boolean => options.careless?.includes(habit) === true
  const endpoint = (member: string): string => {
    const address = metadata[member]
    if (typeof address === 'string') return address
    throw new GivenUp(`The issuer has no ${member}.`)
  }
  const { clientId, secret } = options
  const basic = secret && `Basic ${Buffer.from(`${formEncoded(clientId)}:${formEncoded(secret)}`).toString('base64')}`
  return {
    ...{ ...terminal, options, has, endpoint, ask },
    post: async (member, form, openly = false) => {
      const inQuery = member === 'token_endpoint' && has('secret-in-query') && secret !== undefined
      const headers: Record<string, string> = basic && !openly && !inQuery ? { authorization: basic } : {}
      const url = inQuery ? withSecret(endpoint(member), options) : endpoint(member)
      const named = basic && !openly ? form : { client_id: clientId, ...form }
      const { status, body = {} } = await ask(url, { method: 'POST', headers, form: named })
      return { status, body }
    },
  }
}

/** What the issuer said instead of what was asked for. */
export const refusalIn = ({ status, body }: Answer): string =>
  [body.error, body.error_description].filter((text) => typeof text === 'string').join(': ') || `status ${status}`

/** Runs one program; its exit code. */
export const running =
  (program: (means: Means) => Promise<void>) =>
  async (options: ToolOptions, terminal: Terminal): Promise<number> => {
    const { ask, close } = asker(options.trust)
    try {
      await program(meansOf(options, terminal, ask, await metadataOf(ask, options.issuer)))
      return 0
    } catch (error) {
      if (!options.careless?.includes('speechless'))
        terminal.print(error instanceof Error ? error.message : String(error))
      return options.careless?.includes('always-zero') ? 0 : 1
    } finally {
      await close()
    }
  }
