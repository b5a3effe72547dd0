import { bendParams } from '#mocks/faults/bend.ts'
import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'

export type Pairs = readonly (readonly [name: string, value: string])[]

/** What no header may hold. */
const escaped = (uri: string): string => uri.replace(/[^\x21-\x7e]/gu, encodeURIComponent)

export const redirect = (location: string, headers: Reply['headers'] = []): Reply => ({
  status: 302,
  headers: [...headers, ['Location', escaped(location)]],
})

/** Lone halves of a character cannot be encoded. */
const encoded = (value: string): string =>
  encodeURIComponent(value.toWellFormed()).replace(/%(3A|40|24|2C|3B|2F|3F)/g, decodeURIComponent)

/** A value in a query as Spring writes it (RFC 3986 section 3.4): no plus for a blank, and no escape that is not needed. */
const written = (params: Pairs): string => params.map(([name, value]) => `${name}=${encoded(value)}`).join('&')

export interface Destination {
  readonly redirectUri: string
  readonly clientId: string
  readonly fragment: boolean
}

const locationOf = ({ redirectUri, fragment }: Destination, params: Pairs): string => {
  const [base = '', old] = redirectUri.split(/#(.*)/s)
  if (fragment) return `${base}#${old ? `${old}&` : ''}${written(params)}`
  return `${base}${base.includes('?') ? '&' : '?'}${written(params)}${old === undefined ? '' : `#${old}`}`
}

/** Brings parameters to the client. */
export const deliver = (issuer: Issuer, to: Destination, params: Pairs): Reply => {
  const mode = issuer.faults.behaviour('responseMode', to.clientId)
  const fragment = mode === undefined ? to.fragment : mode === 'fragment'
  const bent = bendParams(issuer.faults.at('authorization.response', to.clientId), params)
  return redirect(locationOf({ ...to, fragment }, bent))
}
