import { type Address, type Notes, notePair } from './facts.ts'
import type { Meter } from './words.ts'

/** An address ends at a blank, a quote or a bracket. */
const token = /[^\s"'`<>«»„“”\\^{}|]+/g

/** A login has a handful; a long log of the same is no news. */
const mostAddresses = 300

/** What a sentence puts behind an address. */
const closing = new Set('),.;:]')

const trimmed = (text: string): string => {
  let end = text.length
  while (end > 0 && closing.has(text[end - 1] ?? '')) end -= 1
  return text.slice(0, end)
}

/** An address within an address within an address is the work of a joker. */
const deepest = 2

const parsedUrl = (text: string): URL | undefined => {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

const withoutSlash = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)

const parametersOf = (url: URL): ReadonlyMap<string, string> => {
  const fragment = url.hash.includes('=') ? new URLSearchParams(url.hash.slice(1)) : []
  return new Map([...url.searchParams, ...fragment].slice(0, 100))
}

const noteUrl = (notes: Notes, text: string, url: URL, host: string, depth = 0): void => {
  if (notes.addresses.size >= mostAddresses || notes.addresses.has(text)) return
  const parameters = parametersOf(url)
  const address: Address = { host, path: withoutSlash(url.pathname), parameters, text }
  notes.addresses.set(text, address)
  for (const [name, value] of parameters) {
    notePair(notes, name, value)
    notes.texts.add(value)
    const inner = depth < deepest && /^https?:\/\//i.test(value) ? parsedUrl(value) : undefined
    if (inner !== undefined) noteUrl(notes, value, inner, inner.hostname, depth + 1)
  }
}

const noteWhole = (notes: Notes, text: string): void => {
  const url = parsedUrl(text)
  if (url !== undefined) noteUrl(notes, text, url, url.hostname)
}

/** Paths of files stand in every log; these are paths of requests. */
const requestPath =
  /^\/[\w.~/-]*(?:\?|\/(?:authorize|auth|token|userinfo|logout|introspect|revoke|certs|jwks?|devicecode|device|callback)\/?$)/

const looseQuery = /(?:^|[?#&])(?:error|code|redirect_uri|scope)=/

/** `/callback?error=…`, the path of a request; `error=…&error_description=…`, a query by itself. */
const noteRelative = (notes: Notes, text: string): void => {
  const isPath = requestPath.test(text)
  const isQuery = !isPath && text.includes('&') && looseQuery.test(text)
  if (!isPath && !isQuery) return
  const url = parsedUrl(isPath ? `http://path.invalid${text}` : `http://path.invalid/?${text.replace(/^[?#&]/, '')}`)
  if (url !== undefined) noteUrl(notes, text, url, '')
}

/** Addresses of the input with their parameters, which may carry the error themselves. */
export const readAddresses = (notes: Notes, text: string, meter: Meter): void => {
  for (const [found] of text.matchAll(token)) {
    meter.steps += 1
    const scheme = found.search(/https?:\/\//i)
    if (scheme >= 0) noteWhole(notes, trimmed(found.slice(scheme)))
    else if (found.includes('/') || found.includes('=')) noteRelative(notes, trimmed(found))
  }
}
