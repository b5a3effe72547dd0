import type { Locator } from 'playwright'
import type { PagePlace, PageReading } from './agent.ts'
import type { Open } from './browser-acts.ts'
import { isSelector } from './element.ts'

const ELEMENT = `(selector) => {
  const found = document.querySelector(selector)
  return found ? [found.matches('input, textarea') ? found.value : found.textContent] : []
}`

// A page of no origin, as after a failure, has no storage and throws.
const STORED = `({ area, name }) => {
  try {
    const kept = area === 'local' ? localStorage : sessionStorage
    const fits = new RegExp(name)
    return Object.keys(kept).filter((key) => fits.test(key)).sort().map((key) => kept.getItem(key))
  } catch {
    return []
  }
}`

const matching = (name: string): string => `^${name.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`

const question = (place: PagePlace): string =>
  'element' in place
    ? `(${ELEMENT})(${JSON.stringify(place.element)})`
    : `(${STORED})(${JSON.stringify({ area: place.storage.area, name: matching(place.storage.key) })})`

/** A page may go on talking for ever: then it is read as it is by then. */
const atRest = ({ rest, time }: Open): Promise<void> => rest(time)

/** What the page shown says; asked again when it was just being replaced. */
export const readFrom = async (open: Open, place: PagePlace, again = 3): Promise<PageReading> => {
  const { tab } = open
  await atRest(open)
  try {
    return { url: tab.url(), texts: await tab.evaluate<readonly string[]>(question(place)) }
  } catch (error) {
    if (again === 0 || tab.isClosed()) throw error
    return readFrom(open, place, again - 1)
  }
}

/** The first that can be clicked: of a CSS selector, or a button or link by what is written on it. */
export const sought = async (open: Open, what: string): Promise<Locator | undefined> => {
  const { tab } = open
  await atRest(open)
  const written = tab.getByRole('button', { name: what }).or(tab.getByRole('link', { name: what }))
  const found = (isSelector(what) ? tab.locator(`css=${what}`).or(written) : written).first()
  return (await found.count()) > 0 ? found : undefined
}
