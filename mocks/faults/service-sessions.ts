import { careless, carelessInTls } from './careless.ts'
import { misreadingEntitlements } from './entitled.ts'
import type { Rows } from './rows.ts'

const sessions: Rows = {
  'session-kept': careless('a service whose sessions keep their name', 'RP-SESSION', 'session-kept'),
  'cookie-open': careless('a service whose session cookie every script reads', 'RP-SESSION', 'cookie-open'),
  'cookie-clear': carelessInTls('a service whose session cookie is sent in the clear', 'RP-SESSION', 'cookie-clear'),
  'tokens-shown': careless('a service with tokens in its pages', 'RP-SESSION', 'tokens-shown'),
  'code-left': careless('a service that leaves the code in the address bar', 'RP-SESSION', 'code-left'),
  'referrer-open': careless(
    'a service that tells other sites the code in its address',
    'RFC9700-4.2.4-referrer',
    ...['code-left', 'referrer-open'],
  ),
  'session-for-ever': careless(
    'a service whose sessions outlive their tokens',
    'RP-SESSION-LIFETIME',
    'session-for-ever',
  ),
}

const refreshes: Rows = {
  'refresh-never': careless('a service that never refreshes', 'RP-REFRESH', 'never-refreshes'),
  'refresh-by-the-first': careless('a service that forgets new refresh tokens', 'RP-REFRESH', 'rotation-forgotten'),
  'refresh-breaks-down': careless('a service that does not expect a refusal', 'RP-REFRESH', 'refusal-unexpected'),
  'refresh-stays': careless('a service that goes on after a refusal', 'RP-REFRESH', 'refusal-ignored'),
}

const logouts: Rows = {
  'logout-local': careless('a service that leaves the session at the AAI', 'LOGOUT-RP', 'local-logout'),
  'logout-legacy': careless('a service that logs out as before the migration', 'MIG-LOGOUT-PARAM', 'legacy-logout'),
  'logout-unencoded': careless('a service that encodes no address', 'MIG-LOGOUT-PARAM', 'logout-unencoded'),
  'logout-forgotten': careless('a service that forgets its own session at a logout', 'LOGOUT-RP', 'logout-forgotten'),
  'logout-cookie-only': careless(
    'a service that keeps a session without its cookie',
    'LOGOUT-RP',
    'logout-cookie-only',
  ),
  'logout-nameless': careless('a service that does not say who logs out', 'LOGOUT-RP', 'logout-nameless'),
  'logout-unregistered': careless(
    'a service that wants to be left for an address that is not registered',
    'LOGOUT-RP',
    'logout-unregistered',
  ),
  'logout-asks-first': careless('a service that lets nobody go whom the AAI forgot', 'LOGOUT-RP', 'logout-asks-first'),
}

const people: Rows = {
  'keyed-by-email': careless('a service that knows people by their address', 'CLAIM-PRIMARY-KEY', 'keyed-by-email'),
  'attributes-needed': careless('a service that needs a given name', 'CLAIM-OPTIONAL', 'attributes-needed'),
  'groups-needed': careless('a service for which everybody is in a group', 'CLAIM-OPTIONAL', 'groups-needed'),
  'names-in-latin': careless('a service that writes Latin letters only', 'CLAIM-OPTIONAL', 'names-in-latin'),
  'names-quoted': careless('a service that puts names between quotes', 'CLAIM-OPTIONAL', 'names-quoted'),
  'columns-narrow': careless('a service with narrow columns', 'CLAIM-OPTIONAL', 'columns-narrow'),
  'lists-expected': careless('a service that cannot read a single value', 'CLAIM-OPTIONAL', 'lists-expected'),
  'lists-of-many': careless('a service for which nobody is in one group only', 'CLAIM-OPTIONAL', 'lists-of-many'),
  'claims-in-cookie': careless('a service that keeps all claims in a cookie', 'CLAIM-OPTIONAL', 'claims-in-cookie'),
}

const authorization = misreadingEntitlements('a service', careless)

/** What a service may get wrong with people, sessions and tokens. */
export const sessionRows: Rows = { ...sessions, ...refreshes, ...logouts, ...people, ...authorization }
