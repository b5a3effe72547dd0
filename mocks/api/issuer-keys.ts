import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { Clock } from '#mocks/wire/clock.ts'
import { askIssuer } from './ask-issuer.ts'
import { IssuerSilent } from './caller.ts'

/** The published keys of one issuer, fetched when they are needed first. */
export interface IssuerKeys {
  /** The key of that name; all of them for a token that names none. */
  readonly find: (kid: unknown) => Promise<readonly KeyObject[]>
}

interface Known {
  readonly kid?: string
  readonly key: KeyObject
}

/** Milliseconds: whoever makes up names of keys shall not make us ask at every request. */
const REST = 1_000
/** More keys than anybody publishes would be tried for each token without a name. */
const MOST = 20

const keyOf = (jwk: unknown): readonly Known[] => {
  if (typeof jwk !== 'object' || jwk === null) return []
  const { kid, use, kty } = jwk as Readonly<Record<string, unknown>>
  if (kty !== 'RSA' || (use !== undefined && use !== 'sig')) return []
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })
    return [{ key, ...(typeof kid === 'string' ? { kid } : {}) }]
  } catch {
    return []
  }
}

const fetchKeys = async (jwksUri: string): Promise<readonly Known[]> => {
  const { status, members } = await askIssuer(jwksUri, { headers: { accept: 'application/json' } })
  if (status !== 200 || !Array.isArray(members.keys)) throw new IssuerSilent(`${jwksUri} answers no keys (${status})`)
  return members.keys.slice(0, MOST).flatMap(keyOf)
}

export const issuerKeys = (jwksUri: string, now: Clock): IssuerKeys => {
  let known: Promise<readonly Known[]> | undefined
  let asked = Number.NEGATIVE_INFINITY
  const fetched = (): Promise<readonly Known[]> => {
    asked = now()
    known = fetchKeys(jwksUri)
    known.catch(() => {
      known = undefined
    })
    return known
  }
  const matching = (all: readonly Known[], kid: unknown): readonly KeyObject[] =>
    all.filter((each) => kid === undefined || each.kid === undefined || each.kid === kid).map(({ key }) => key)
  return {
    find: async (kid) => {
      const found = matching(await (known ?? fetched()), kid)
      // A key may have come since.
      return found.length === 0 && now() - asked > REST ? matching(await fetched(), kid) : found
    },
  }
}
