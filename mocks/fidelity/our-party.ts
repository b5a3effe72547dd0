import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KeycloakLine } from '#fixtures/keycloak/lines.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { keptDialect, keptProfile } from '../keycloak/kept-profile.ts'
import { type RunningProvider, startProvider } from '../op/index.ts'
import { loadProfile } from '../profiles/load.ts'
import { fidelityFolder } from './corpus.ts'
import type { Party } from './party.ts'

export interface RunningParty {
  readonly party: Party
  readonly close: () => Promise<void>
}

const file = fileURLToPath(new URL('profile.json', fidelityFolder))

/** The issuer that both play, with all clients and people. */
export const fidelityProfile = (): Profile => loadProfile(file)

const partyOf = ({ origin, issuer, profile, elapse }: RunningProvider, name: string): Party => ({
  name,
  origin,
  issuer,
  profile,
  age: async (handle, seconds) => elapse(handle, seconds),
})

/** Our provider playing a line of Keycloak as published, without what the federations' fork adds. */
export const ourKeycloak = async (line: KeycloakLine): Promise<RunningParty> => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-fidelity-'))
  try {
    const profile = fidelityProfile()
    const origin = new URL(profile.issuer).origin
    const kept = keptProfile(profile, { base: file, dialect: './dialect.json', line, origin })
    await writeFile(join(folder, 'dialect.json'), JSON.stringify(keptDialect(line)))
    await writeFile(join(folder, 'profile.json'), JSON.stringify(kept))
    const loaded = loadProfile(join(folder, 'profile.json'))
    const provider = await startProvider({ profile: { ...loaded, id: profile.id, title: profile.title } })
    return { party: partyOf(provider, `our Keycloak ${line.major}`), close: provider.close }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
