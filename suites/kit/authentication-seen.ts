import type { RecordedRequest } from '#mocks/op/index.ts'

const methodOf = ({ headers, params }: RecordedRequest): string => {
  if (/^basic +\S/i.test(headers.authorization ?? '')) return 'client_secret_basic'
  if (params.client_assertion) return 'private_key_jwt'
  return params.client_secret ? 'client_secret_post' : 'none'
}

/** How a client proved who it is when it asked for tokens (OpenID Connect Core 1.0 section 9); undefined if it never did. */
export const authenticationSeen = (requests: readonly RecordedRequest[]): string | undefined => {
  const asked = requests.find(({ endpoint }) => endpoint === 'token')
  return asked && methodOf(asked)
}
