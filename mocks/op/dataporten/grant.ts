import type { Client } from '#fixtures/schema/client.ts'
import type { Issuer } from '../issuer.ts'
import type { Refusal } from '../refusal.ts'
import type { TokenMembers } from './issue.ts'
import type { Params } from './parameters.ts'

/** What a grant gives: the members of the token response, or why not. */
export type Granted = { readonly members: TokenMembers } | Refusal
export type GrantHandler = (issuer: Issuer, client: Client, params: Params) => Granted
