import { careless } from './careless.ts'
import type { Rows } from './rows.ts'

/** What services do with tokens that breaks as soon as these grow. */
export const sizeRows: Rows = {
  'tokens-in-cookie': careless('a service that keeps all tokens in one cookie', 'MIG-TOKEN-SIZE', 'tokens-in-cookie'),
  'tokens-in-cookies': careless(
    'a service that keeps all tokens in as many cookies as it takes',
    'NET-PROXY-BUFFERS',
    'tokens-in-cookies',
  ),
  'tokens-in-columns': careless('a service with narrow columns for tokens', 'RP-LARGE-TOKEN', 'tokens-in-columns'),
  'logout-in-address': careless(
    'a service whose logout puts every ID token into an address',
    'NET-PROXY-BUFFERS',
    'logout-in-address',
  ),
}
