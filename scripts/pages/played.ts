import { loadProfile } from '#mocks/profiles/load.ts'

const [beta, legacy] = await Promise.all([loadProfile('openaire-beta'), loadProfile('openaire-legacy')])

/** One profile per way in which pages are made. */
export const played = [beta, { ...beta, dialect: 'keycloak-26' }, legacy]
