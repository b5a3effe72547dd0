import { uuidOf } from './identifiers.ts'
import type { ModelName, StoredRecord } from './stored-record.ts'

/** Models whose records are known to the outside, by an identifier made of the engine's own. */
const ON_THE_WIRE: ReadonlySet<string> = new Set([
  'AuthorizationCode',
  'AccessToken',
  'RefreshToken',
  'ClientCredentials',
  'Session',
])

const SHARED = ['clientId', 'accountId', 'scope', 'kind', 'gty', 'redirectUri', 'acr'] as const

export interface StoreOptions {
  readonly grace?: number
  readonly sidOf?: (uid: string) => string
}

/**
 * Memory with expiry for oidc-provider: nothing that a user still holds is evicted, and what has expired is swept a
 * minute at a time. A record outlives its own expiry by `grace` seconds, so that "expired" and "unknown" stay apart.
 */
export class EngineStore {
  readonly #records = new Map<string, StoredRecord>()
  readonly #byGrant = new Map<string, Set<string>>()
  readonly #byUid = new Map<string, string>()
  readonly #byUuid = new Map<string, string>()
  readonly #due = new Map<number, Set<string>>()
  readonly #shared = new Map<string, string>()
  readonly #now: () => number
  readonly #grace: number
  readonly #sidOf: (uid: string) => string
  #swept = 0

  /** `sidOf` gives the identifier on the wire of a session; all others are UUIDs. */
  constructor(now: () => number, { grace = 600, sidOf = uuidOf }: StoreOptions = {}) {
    this.#now = now
    this.#grace = grace
    this.#sidOf = sidOf
  }

  get size(): number {
    return this.#records.size
  }

  get(model: string, id: string): StoredRecord | undefined {
    return this.#records.get(`${model}:${id}`)
  }

  /** The record that goes by this identifier on the wire, with the engine's own identifier. */
  byUuid(model: ModelName, uuid: string): { id: string; record: StoredRecord } | undefined {
    const key = this.#byUuid.get(uuid)
    const record = key?.startsWith(`${model}:`) ? this.#records.get(key) : undefined
    return key && record ? { id: key.slice(model.length + 1), record } : undefined
  }

  byUid(model: string, uid: string): StoredRecord | undefined {
    const key = this.#byUid.get(`${model}:${uid}`)
    return key ? this.#records.get(key) : undefined
  }

  ofGrant(grantId: string): StoredRecord[] {
    const records: StoredRecord[] = []
    for (const key of this.#byGrant.get(grantId) ?? []) {
      const record = this.#records.get(key)
      if (record) records.push(record)
    }
    return records
  }

  /** Records of one model, in the order they came. */
  *all(model: ModelName): Iterable<StoredRecord> {
    for (const [key, record] of this.#records) if (key.startsWith(`${model}:`)) yield record
  }

  put(model: string, id: string, record: StoredRecord, ttl?: number): void {
    this.#sweep()
    this.#share(record)
    const key = `${model}:${id}`
    const known = this.#records.has(key)
    this.#records.set(key, record)
    if (ttl) this.#schedule(key, ttl)
    if (record.uid) this.#byUid.set(`${model}:${record.uid}`, key)
    if (known) return
    if (ON_THE_WIRE.has(model)) this.#byUuid.set(this.#onWire(model, id, record), key)
    if (record.grantId) this.#hold(key, record.grantId)
  }

  moveToGrant(model: string, id: string, grantId: string): void {
    const key = `${model}:${id}`
    const record = this.#records.get(key)
    if (!record) return
    if (record.grantId) this.#letGo(key, record.grantId)
    record.grantId = grantId
    this.#hold(key, grantId)
  }

  delete(model: string, id: string): void {
    this.#drop(`${model}:${id}`)
  }

  deleteGrant(grantId: string): void {
    for (const key of [...(this.#byGrant.get(grantId) ?? [])]) this.#drop(key)
    this.#byGrant.delete(grantId)
    this.#drop(`Grant:${grantId}`)
  }

  clear(): void {
    for (const map of [this.#records, this.#byGrant, this.#byUid, this.#byUuid, this.#due]) map.clear()
  }

  #onWire(model: string, id: string, record: StoredRecord): string {
    return model === 'Session' ? this.#sidOf(record.uid ?? id) : uuidOf(id)
  }

  /** Thousands of logins differ in few words: each is kept once. */
  #share(record: StoredRecord): void {
    for (const member of SHARED) {
      const value = record[member]
      if (typeof value !== 'string') continue
      const known = this.#shared.get(value)
      if (known === undefined) this.#shared.set(value, value)
      else record[member] = known
    }
    if (this.#shared.size > 10_000) this.#shared.clear()
  }

  #drop(key: string): void {
    const record = this.#records.get(key)
    if (!record) return
    const [model = '', id = ''] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)]
    this.#records.delete(key)
    // A session that changed its identifier has already moved these two on.
    for (const [index, name] of [
      [this.#byUid, `${model}:${record.uid}`],
      [this.#byUuid, this.#onWire(model, id, record)],
    ] as const) {
      if (index.get(name) === key) index.delete(name)
    }
    if (record.grantId) this.#letGo(key, record.grantId)
  }

  #hold(key: string, grantId: string): void {
    const held = this.#byGrant.get(grantId)
    if (held) held.add(key)
    else this.#byGrant.set(grantId, new Set([key]))
  }

  #letGo(key: string, grantId: string): void {
    const held = this.#byGrant.get(grantId)
    held?.delete(key)
    if (held?.size === 0) this.#byGrant.delete(grantId)
  }

  #schedule(key: string, ttl: number): void {
    const minute = Math.ceil((this.#now() / 1000 + ttl + this.#grace) / 60)
    const due = this.#due.get(minute)
    if (due) due.add(key)
    else this.#due.set(minute, new Set([key]))
  }

  #sweep(): void {
    const now = this.#now() / 1000
    const minute = Math.floor(now / 60)
    if (minute <= this.#swept) return
    this.#swept = minute
    for (const [at, keys] of this.#due) {
      if (at > minute) continue
      this.#due.delete(at)
      for (const key of keys) {
        const exp = this.#records.get(key)?.exp
        if (exp !== undefined && exp + this.#grace <= now) this.#drop(key)
      }
    }
  }
}

/** How often a code or a token may be used is for the dialect to say: to the engine none has been. */
const asUnused = (record: StoredRecord | undefined): StoredRecord | undefined =>
  record?.consumed === undefined ? record : { ...record, consumed: undefined }

/** The adapter interface of oidc-provider over the store. */
export const adapterOver =
  (store: EngineStore, findClient: (id: string) => StoredRecord | undefined) => (model: string) => ({
    find: async (id: string) => (model === 'Client' ? findClient(id) : asUnused(store.get(model, id))),
    findByUid: async (uid: string) => store.byUid(model, uid),
    findByUserCode: async () => undefined,
    upsert: async (id: string, payload: StoredRecord, expiresIn: number) => store.put(model, id, payload, expiresIn),
    consume: async () => undefined,
    destroy: async (id: string) => store.delete(model, id),
    revokeByGrantId: async (grantId: string) => store.deleteGrant(grantId),
  })
