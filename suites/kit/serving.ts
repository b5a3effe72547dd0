import type { HttpAnswer } from './contract.ts'
import { members } from './json.ts'

const FORM = /<form\b[^>]*>/i

/** Where a redirect leads, as an address; undefined where there is none to follow. */
const target = ({ headers, url }: HttpAnswer): URL | undefined => {
  const location = headers.get('location')
  return location !== null && URL.canParse(location, url) ? new URL(location, url) : undefined
}

const isBelow = (url: URL, root: string): boolean => url.href.startsWith(root)

const redirecting = (answer: HttpAnswer, issuer: string, clients: readonly string[]): string | undefined => {
  const to = target(answer)
  if (to === undefined) return undefined
  const own = isBelow(to, issuer) ? 'leads on into the old issuer' : undefined
  return clients.some((uri) => isBelow(to, uri)) ? 'leads back to the service' : own
}

/**
 * What an endpoint that was switched off still does, in words; undefined when it does nothing any more: nobody answers,
 * it is not found or gone, or it points elsewhere, such as to the issuer that took over.
 */
export const serves = (
  answer: HttpAnswer | undefined,
  issuer: string,
  clients: readonly string[] = [],
): string | undefined => {
  if (answer === undefined) return undefined
  const { status, json, text, headers } = answer
  if (status >= 300 && status < 400) return redirecting(answer, issuer, clients)
  if (status === 404 || status === 410 || status >= 500) return undefined
  if (headers.has('www-authenticate') || members(json).error !== undefined)
    return `refuses with ${status}, as one in service`
  if (status >= 300) return undefined
  if (json !== undefined) return 'answers with a document'
  return FORM.test(text) ? 'shows a page with a form' : undefined
}
