import type { Reply } from '#mocks/wire/message.ts'

/** What the APIs of Feide say to scripts: any page may call them, with a token in the header. */
export const CORS: Reply['headers'] = [
  ['Access-Control-Allow-Origin', '*'],
  ['Access-Control-Allow-Methods', 'HEAD, GET, OPTIONS, POST, PATCH, DELETE'],
  ['Access-Control-Allow-Headers', 'Authorization, X-Requested-With, Origin, Accept, Content-Type'],
  ['Access-Control-Expose-Headers', 'Authorization, X-Requested-With, Origin, WWW-Authenticate'],
]

/** Asked by browsers, without a token, before they send one. */
export const preflight: Reply = { status: 204, headers: [...CORS, ['Access-Control-Max-Age', '3600']] }
