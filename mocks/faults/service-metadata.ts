import { careless } from './careless.ts'
import type { Rows } from './rows.ts'

/** What a service gets wrong about what its issuer publishes. */
export const metadataRows: Rows = {
  'metadata-issuer-unread': careless(
    'a service that does not read whose discovery document it has',
    'OIDCD-4.3-compare',
    'metadata-issuer',
  ),
  'metadata-once': careless(
    'a service that never forgets that it got no discovery document',
    'RP-ERROR',
    'metadata-once',
  ),
  // That it got none, too.
  'keys-once': [
    'a service that keeps the keys of its issuer for ever',
    'DISC-KEY-ROTATION',
    { also: ['RP-ERROR'], skip: ['rp.keys-once'], variant: 'service' },
  ],
  'keys-optional': careless(
    'a service that verifies nothing where its issuer has no keys',
    'RP-IDT-SIGNATURE',
    'keys-optional',
  ),
  'keys-by-name': careless('a service that looks up keys by name only', 'RFC7515-4.1.4', 'keys-by-name'),
}
