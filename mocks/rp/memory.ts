import type { Answer, Ask } from './issuer.ts'
import type { Eyes } from './looks.ts'

const isDocument = (url: string): boolean => url.endsWith('/.well-known/openid-configuration')

/** What a service asks its issuer, less what it believes to know already: a careless one keeps answers for ever. */
export const withMemory = (ask: Ask, eyes: Eyes): Ask => {
  const known = new Map<string, Promise<Answer>>()
  const keeps = (url: string): boolean => eyes.has(isDocument(url) ? 'metadata-once' : 'keys-once')
  return (url, request) => {
    // What is asked for without a word about anybody is the document, or the keys.
    if (request !== undefined || !keeps(url)) return ask(url, request)
    const kept = known.get(url) ?? ask(url)
    known.set(url, kept)
    return kept
  }
}
