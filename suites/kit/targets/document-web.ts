import { readFileSync } from 'node:fs'
import type { Bend, LinkedPage } from '#fixtures/schema/fault.ts'
import type { Fetch } from '#lint/online/fetch.ts'
import type { Sight } from '#lint/registration/sight.ts'
import { FINE_SIZE, pngOf } from '#mocks/faults/logos.ts'

/** By the last part of their addresses in the documents of ours. */
const PAGES: Readonly<Record<string, LinkedPage>> = {
  about: 'website',
  privacy: 'privacy',
  terms: 'aup',
  'logo.png': 'logo',
  metadata: 'metadata',
}

const METADATA = new URL('../../../fixtures/documents/sp-metadata.xml', import.meta.url)

const PAGE = `<html><body>${'Old maps, and how to read them. '.repeat(20)}</body></html>`

const bodyOf = (page: LinkedPage | undefined, itself: string): string => {
  if (page === 'logo') return pngOf(FINE_SIZE, 6)
  if (page !== 'metadata') return PAGE
  return itself.startsWith('<') ? itself : readFileSync(METADATA, 'utf8')
}

/**
 * What the documents of ours link to, and `itself` at its own address, as it should be but for these bends; bodies are
 * octets, one character each.
 */
export const cleanWeb =
  (bends: readonly Bend[], itself = ''): Fetch =>
  async (url) => {
    const page = PAGES[url.split('/').at(-1) ?? '']
    const { cut, answer = {} } = bends.find(({ on }) => on !== undefined && on === page) ?? {}
    if (cut) return { failure: 'nobody listens there' }
    const { 'content-type': type = 'application/samlmetadata+xml', location = url } = answer.headers ?? {}
    const bytes = Buffer.from(answer.body ?? bodyOf(page, itself), 'latin1')
    return { status: answer.status ?? 200, type, bytes, url: location }
  }

/** What a run saw of the service that the registration of ours is about. */
export const cleanSight: Sight = {
  file: 'a run of ours',
  redirectUris: ['https://test.maps.library.eu/oidc/callback'],
  postLogoutRedirectUris: ['https://test.maps.library.eu/'],
  scopes: ['openid', 'profile', 'email'],
  responseTypes: ['code'],
  pkce: ['S256'],
  authentication: 'client_secret_basic',
}
