import { describe, expect, it } from 'vitest'
import { loadProfile } from '../profiles/load.ts'
import { seedOf } from './seed.ts'
import { insert } from './sql.ts'

const legacy = loadProfile('openaire-legacy')
const seed = seedOf(legacy)
const rows = (script: string, table: string): readonly string[] =>
  script.split('\n').filter((row) => row.startsWith(`INSERT INTO ${table} `))

describe('the database of a MITREid Connect', () => {
  it('knows every client, by the method and with the secret that it has', () => {
    const registered = rows(seed['clients.sql'], 'client_details')
    expect(registered).toHaveLength(Object.keys(legacy.clients).length)
    const { web, public: open, pkce } = legacy.clients
    expect(registered.find((row) => row.includes(`'${web?.clientId}'`))).toContain(`'${web?.secret}'`)
    expect(registered.find((row) => row.includes(`'${open?.clientId}'`))).toContain("'NONE'")
    expect(registered.find((row) => row.includes(`'${pkce?.clientId}'`))).toContain("'S256'")
  })

  it('keeps the private half of a key to its owner', () => {
    const { privateKey } = legacy.clients['web-private-key'] ?? {}
    expect(seed['clients.sql']).toContain(String(privateKey?.n))
    expect(seed['clients.sql']).not.toContain(String(privateKey?.d))
  })

  it('asks for approval only where a client wants it', () => {
    const approved = rows(seed['clients.sql'], 'whitelisted_site')
    const asking = Object.values(legacy.clients).filter(({ consent }) => consent)
    expect(asking.length).toBeGreaterThan(0)
    expect(approved).toHaveLength(Object.keys(legacy.clients).length - asking.length)
    for (const { clientId } of asking) expect(approved.join('')).not.toContain(`'${clientId}'`)
  })

  it('knows every person and scope', () => {
    expect(rows(seed['users.sql'], 'users')).toHaveLength(Object.keys(legacy.people).length)
    expect(seed['users.sql']).toContain("'ada-at-the-legacy-provider'")
    expect(rows(seed['scopes.sql'], 'system_scope')).toHaveLength(Object.keys(legacy.scopes).length)
  })

  it('holds quotation marks as what they are', () => {
    expect(insert('t', { a: "O'Brien", b: undefined, c: true, d: 7 })).toBe(
      "INSERT INTO t (a, b, c, d) VALUES ('O''Brien', NULL, true, 7);\n",
    )
  })
})
