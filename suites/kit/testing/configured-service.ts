import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { readConfiguration } from '../config/read.ts'
import { resolveTargets } from '../config/resolve.ts'

/** A service as somebody may describe it. */
export const portal = {
  kind: 'service',
  profile: 'openaire-beta',
  client: { clientId: 'portal', redirectUri: 'http://localhost:8080/callback' },
  login: 'http://localhost:8080/login',
  whoami: { url: 'http://localhost:8080/me' },
  start: {
    command: 'npm start',
    environment: { OIDC_ISSUER: '{issuer}', OIDC_SECRET: '{client_secret}', HOME_PAGE: '{}' },
  },
}

/** Of its client, and of how it is started. */
export const client = (changes: object) => ({ client: { ...portal.client, ...changes } })
export const start = (changes: object) => ({ start: { ...portal.start, ...changes } })

/** Configurations with one service, in a folder that is gone when the tests of the file are over. */
export const configuredService = () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aai-config-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  return {
    folder: () => folder,
    resolved: async (entry: object, variables: Record<string, string> = {}) => {
      await writeFile(join(folder, 'aai.config.json'), JSON.stringify({ targets: { portal: entry } }))
      const [target] = await resolveTargets(await readConfiguration('aai.config.json', folder), variables)
      return target
    },
  }
}
