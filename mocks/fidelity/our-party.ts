import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KeycloakLine } from '#fixtures/keycloak/lines.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { keptDialect, keptProfile } from '../keycloak/kept-profile.ts'
import { type RunningProvider, startProvider } from '../op/index.ts'
import type { JsonObject } from '../profiles/json.ts'
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

interface Ours {
  readonly name: string
  /** A document that names its dialect `./dialect.json`. */
  readonly profile: JsonObject
  readonly dialect: JsonObject
  /** Subjects are made of the profile's id: it has to be that under which the real one was set up. */
  readonly as: Pick<Profile, 'id' | 'title'>
}

/** Our provider, playing software as published. */
export const startOurs = async ({ name, profile, dialect, as }: Ours): Promise<RunningParty> => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-fidelity-'))
  try {
    await writeFile(join(folder, 'dialect.json'), JSON.stringify(dialect))
    await writeFile(join(folder, 'profile.json'), JSON.stringify(profile))
    const provider = await startProvider({ profile: { ...loadProfile(join(folder, 'profile.json')), ...as } })
    return { party: partyOf(provider, name), close: provider.close }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Our provider playing a line of Keycloak as published, without what the federations' fork adds. */
export const ourKeycloak = (line: KeycloakLine): Promise<RunningParty> => {
  const { id, title, issuer } = fidelityProfile()
  const { origin } = new URL(issuer)
  return startOurs({
    name: `our Keycloak ${line.major}`,
    profile: keptProfile(fidelityProfile(), { base: file, dialect: './dialect.json', line, origin }),
    dialect: keptDialect(line),
    as: { id, title },
  })
}
