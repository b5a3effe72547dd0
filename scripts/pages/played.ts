import { loadProfile } from '#mocks/profiles/load.ts'

const beta = await loadProfile('openaire-beta')

/** One profile per machine: its pages are made by the same hands in all its dialects. */
export const machines = [beta, await loadProfile('openaire-legacy'), await loadProfile('feide')]

/** One profile per dialect with pages of its own wording. */
export const dialects = [...machines, { ...beta, dialect: 'keycloak-26' }]
