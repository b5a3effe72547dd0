import type { CertifiedKey } from '#mocks/xml/certificate.ts'

/** Names under which the keys of an environment are certified. */
type Owner = 'own' | 'other-environment'

const generated = async (name: string): Promise<CertifiedKey> => {
  const { generateCertifiedKey } = await import('#mocks/xml/certificate.ts')
  return generateCertifiedKey(name)
}

/**
 * The keys of one identity provider, made when they are first wanted. The last one signs; those before it stay
 * published. Beside them those of the identity provider of the other environment, who signs where a fault says so.
 */
export class IdpKeys {
  #all: readonly Promise<CertifiedKey>[] = []
  readonly #made = new Map<Owner, Promise<CertifiedKey>>()

  #keyOf(owner: Owner): Promise<CertifiedKey> {
    const known = this.#made.get(owner)
    if (known) return known
    const made = generated(owner === 'own' ? 'aai-conformance-idp' : 'aai-conformance-other-idp')
    this.#made.set(owner, made)
    return made
  }

  #published(): readonly Promise<CertifiedKey>[] {
    return this.#all.length > 0 ? this.#all : [this.#keyOf('own')]
  }

  active(): Promise<CertifiedKey> {
    return this.#published().at(-1) ?? this.#keyOf('own')
  }

  published(): Promise<readonly CertifiedKey[]> {
    return Promise.all(this.#published())
  }

  otherEnvironment(): Promise<CertifiedKey> {
    return this.#keyOf('other-environment')
  }

  /** A new key signs; the old ones stay published unless `forget`. */
  async rotate(forget: boolean): Promise<void> {
    const key = generated('aai-conformance-idp')
    this.#all = forget ? [key] : [...this.#published(), key]
    await key
  }

  /** As before all rotations. */
  restore(): void {
    this.#all = []
  }
}
