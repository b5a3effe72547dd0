import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

// `    at fn (file:///…/x.suite.ts:12:3)` or `    at /…/x.suite.ts:12:3`, with Vite's query behind the name.
const FRAME = /((?:file:\/\/)?\/[^\s()]+?\.(?:suite|test)\.[jt]s)(?:\?[^:\s]*)?:(\d+):\d+/

/** Where an error arose in a suite: `suites/oidc/op/pkce.suite.ts:31`. */
export const sourceOf = (error: unknown): string | undefined => {
  const match = error instanceof Error ? FRAME.exec(error.stack ?? '') : null
  if (!match) return undefined
  const [, address = '', line] = match
  const path = address.startsWith('file:') ? fileURLToPath(address) : address
  return `${path.startsWith(root) ? path.slice(root.length) : path}:${line}`
}
