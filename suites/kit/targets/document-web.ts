import type { Bend, LinkedPage } from '#fixtures/schema/fault.ts'
import type { Fetch } from '#lint/online/fetch.ts'
import { FINE_SIZE, pngOf } from '#mocks/faults/logos.ts'

/** By the last part of their addresses in the documents of ours. */
const PAGES: Readonly<Record<string, LinkedPage>> = {
  about: 'website',
  privacy: 'privacy',
  terms: 'aup',
  'logo.png': 'logo',
}

const PAGE = `<html><body>${'Old maps, and how to read them. '.repeat(20)}</body></html>`

/** What the documents of ours link to, as it should be but for these bends; bodies are octets, one character each. */
export const cleanWeb =
  (bends: readonly Bend[]): Fetch =>
  async (url) => {
    const page = PAGES[url.split('/').at(-1) ?? '']
    const bend = page === undefined ? undefined : bends.find(({ on }) => on === page)
    if (bend?.cut) return { failure: 'nobody listens there' }
    const body = bend?.answer?.body ?? (page === 'logo' ? pngOf(FINE_SIZE, 6) : PAGE)
    return { status: bend?.answer?.status ?? 200, type: '', bytes: Buffer.from(body, 'latin1'), url }
  }
