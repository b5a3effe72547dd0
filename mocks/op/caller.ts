import type { Call } from '#mocks/wire/message.ts'

const basicUser = (authorization: string | undefined): string | undefined => {
  const basic = /^basic\s+(.+)$/i.exec(authorization ?? '')?.[1]
  return basic && Buffer.from(basic, 'base64').toString('utf8').split(':', 1)[0]
}

/** The client that a request names, by parameter or by header; nobody has checked it. */
export const callerOf = (call: Call): string | undefined =>
  call.query.get('client_id') ?? call.form?.get('client_id') ?? basicUser(call.headers.authorization)
