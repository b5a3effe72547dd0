import type { TargetSeed } from './target.ts'

/** Names of clients and users that are no secrets, though some issuers make them look like one. */
export const identifiersOf = ({ clients, users }: Pick<TargetSeed, 'clients' | 'users'>): readonly string[] => [
  ...Object.values(clients).map(({ clientId }) => clientId),
  // Only of users of our own issuers the identifier is known beforehand.
  ...Object.values(users).flatMap((user) =>
    'uniqueId' in user && typeof user.uniqueId === 'string' ? [user.uniqueId] : [],
  ),
]
