import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Profile } from '#fixtures/schema/profile.ts'
import { mitreidDistribution, mitreidTitle } from '../mitreid/distribution.ts'
import { keptDialect, keptPeople, keptProfile } from '../mitreid/kept-profile.ts'
import { startMitreid } from '../mitreid/server.ts'
import { onOrigin } from '../op/played-profile.ts'
import { loadProfile } from '../profiles/load.ts'
import { fidelityFolder } from './corpus.ts'
import { type RunningParty, startOurs } from './our-party.ts'
import type { Party } from './party.ts'

const file = fileURLToPath(new URL('profile-mitreid.json', fidelityFolder))

const keptByBoth = (): Profile => {
  const profile = loadProfile(file)
  return { ...profile, people: keptPeople(profile) }
}

/** Our provider playing MITREid Connect as published, without what OpenAIRE had added. */
export const ourMitreid = (): Promise<RunningParty> => {
  const { issuer, id, title } = keptByBoth()
  return startOurs({
    name: `our ${mitreidTitle}`,
    profile: keptProfile(loadProfile(file), { base: file, dialect: './dialect.json', issuer }),
    dialect: keptDialect(),
    as: { id, title },
  })
}

const age: Party['age'] = async (_handle, seconds, issuedAt) => {
  await setTimeout(Math.max(0, issuedAt + seconds * 1000 - Date.now()))
}

/** Throws a ConfigurationError where there is none to be had. */
export const realMitreid = async (signal?: AbortSignal): Promise<RunningParty> => {
  const distribution = await mitreidDistribution({ signal })
  const profile = keptByBoth()
  const { origin, issuer, close } = await startMitreid({ profile, distribution, port: 0, signal })
  return { party: { name: mitreidTitle, origin, issuer, profile: onOrigin(profile, origin), age }, close }
}
