import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { jsonRefusal, type Refusal } from '../refusal.ts'

/** An error object without a word about caches, as endpoints answer that never give anything secret. */
export const bareRefusal = (issuer: Issuer, refusal: Refusal): Reply => {
  const reply = jsonRefusal(issuer, refusal)
  const silent = reply.headers.filter(([name]) => name !== 'Cache-Control' && name !== 'Pragma')
  return { ...reply, headers: silent }
}
