import { loadProfile } from '#mocks/profiles/load.ts'

const beta = await loadProfile('openaire-beta')

/** One profile per way in which pages are made. */
export const played = [
  beta,
  { ...beta, dialect: 'keycloak-26' },
  await loadProfile('openaire-legacy'),
  await loadProfile('feide'),
]
