import type { Page } from './page.ts'

/** Details of a family as they were packed, escaped where the page was written. */
export async function unpack(page: Page, family: Element): Promise<readonly string[]> {
  const packed = atob(family.querySelector('script')?.textContent ?? '')
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  const details: readonly string[] = JSON.parse(await new Response(stream).text())
  page.unpacked.set(family, details)
  return details
}

/** What has been unpacked before is there at once, without a turn of the event loop: printing does not wait. */
export async function fill(page: Page, element: HTMLElement): Promise<void> {
  const detail = element.querySelector('.detail')
  const family = element.closest('.family')
  if (!detail || !family || detail.hasChildNodes()) return
  try {
    const details = page.unpacked.get(family) ?? (await unpack(page, family))
    if (!detail.hasChildNodes()) detail.innerHTML = details[Number(element.dataset.n)] ?? ''
  } catch {
    detail.textContent =
      'This browser cannot unpack what belongs here; result.json and summary.md beside this page hold it.'
  }
}

export function found(page: Page): HTMLDetailsElement[] {
  const worth = page.rows.filter(({ element, verdict }) => !element.hidden && /fail|error|warn/.test(verdict))
  return worth.slice(0, 200).map(({ element }) => element)
}

/** What would be printed is unpacked beforehand. */
export async function prepare(page: Page): Promise<void> {
  const families = new Set(found(page).map((element) => element.closest('.family')))
  for (const family of families) if (family && !page.unpacked.has(family)) await unpack(page, family)
}

/** On paper what was found stands open. */
export function printOpened(page: Page): void {
  const opened = found(page).filter((element) => !element.open)
  page.printing = true
  for (const element of opened) {
    void fill(page, element)
    element.open = true
  }
  const restore = () => {
    for (const element of opened) element.open = false
    setTimeout(() => {
      page.printing = false
    })
  }
  addEventListener('afterprint', restore, { once: true })
}
