import { createHash, generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

const generate = promisify(generateKeyPair)

export interface RsaKey {
  /** Digest of the public key, 43 characters, as Keycloak names its keys. */
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const keyOf = ({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }): RsaKey => {
  const kid = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url')
  return { kid, privateKey, publicKey }
}

export const generateRsaKey = async (): Promise<RsaKey> => keyOf(await generate('rsa', { modulusLength: 2048 }))

/** The keys of one issuer: the last signing key signs, all that are published verify. */
export class KeyRing {
  readonly #first: readonly RsaKey[]
  #signing: readonly RsaKey[]
  readonly #encryption: RsaKey

  constructor(signing: RsaKey, encryption: RsaKey) {
    this.#first = [signing]
    this.#signing = this.#first
    this.#encryption = encryption
  }

  static async generate(): Promise<KeyRing> {
    const [signing, encryption] = await Promise.all([generateRsaKey(), generateRsaKey()])
    return new KeyRing(signing, encryption)
  }

  /** The same keys, to be changed by another issuer. */
  copy(): KeyRing {
    return new KeyRing(this.active, this.#encryption)
  }

  get active(): RsaKey {
    const key = this.#signing.at(-1)
    if (!key) throw new Error('a key ring is never empty')
    return key
  }

  get published(): readonly { readonly key: RsaKey; readonly use: 'sig' | 'enc' }[] {
    const signing = this.#signing.map((key) => ({ key, use: 'sig' as const }))
    return [...signing, { key: this.#encryption, use: 'enc' as const }]
  }

  byKid(kid: unknown): RsaKey | undefined {
    return this.#signing.find((key) => key.kid === kid)
  }

  async rotate(forget: boolean): Promise<void> {
    const key = await generateRsaKey()
    this.#signing = forget ? [key] : [...this.#signing, key]
  }

  /** As before all rotations. */
  restore(): void {
    this.#signing = this.#first
  }
}

let stranger: RsaKey | undefined

/** A key that no issuer publishes, for forgeries; made when the first is wanted. */
export const strangerKey = (): RsaKey => {
  stranger ??= keyOf(generateKeyPairSync('rsa', { modulusLength: 2048 }))
  return stranger
}
