import { createPrivateKey, generateKeyPairSync, type JsonWebKey, randomUUID } from 'node:crypto'
import type { JwtRecipe } from '#fixtures/schema/fidelity.ts'
import { signHmac, signingInput, signRs256 } from '#mocks/wire/jwt.ts'
import { filled, type Scene } from './memory.ts'
import { clientOf } from './party.ts'

const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

const claimOf = (scene: Scene, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((each) => claimOf(scene, each))
  if (typeof value !== 'string') return value
  const time = /^now([+-]\d+)?$/.exec(value)
  if (time) return Math.floor(Date.now() / 1000) + Number(time[1] ?? 0)
  return value === 'random' ? randomUUID() : filled(scene, value)
}

/** A JWT with the claims as written, signed as the recipe says. */
export const cooked = (scene: Scene, { alg, header = {}, claims, client: role, forged }: JwtRecipe): string => {
  const client = clientOf(scene.party, role ?? scene.client)
  const stated = Object.fromEntries(
    Object.entries(claims)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, claimOf(scene, value)]),
  )
  if (alg === 'none') return `${signingInput({ alg, ...header }, stated)}.`
  if (alg !== 'RS256')
    return signHmac({ alg, ...header }, stated, forged ? 'a secret of nobody'.repeat(3) : (client.secret ?? 'x'))
  const own = client.privateKey
  const key = forged || !own ? foreign : createPrivateKey({ key: own as JsonWebKey, format: 'jwk' })
  return signRs256({ alg, ...(own ? { kid: own.kid } : {}), ...header }, stated, key)
}
