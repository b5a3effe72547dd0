import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export type FoundChromium = { readonly executable: string } | { readonly missing: string }

export interface ChromiumPlaces {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly isExecutable: (path: string) => boolean
  /** Where Playwright would put its own. */
  readonly playwrightsOwn: () => string | undefined
}

/** The shell without a window opens pages in half the time of the others. */
const NAMES = [
  ...['chromium-headless-shell', 'chromium', 'chromium-browser'],
  ...['google-chrome', 'google-chrome-stable', 'microsoft-edge'],
]
const FIXED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const HINT =
  'install Chromium (apt install chromium-headless-shell, or npx playwright install chromium), or set AAI_CHROMIUM to its path'

/** A Chromium to drive: the one that AAI_CHROMIUM names, an installed one, Playwright's own. */
export const findChromium = ({ environment, isExecutable, playwrightsOwn }: ChromiumPlaces): FoundChromium => {
  const named = environment.AAI_CHROMIUM
  if (named) {
    return isExecutable(named)
      ? { executable: named }
      : { missing: `AAI_CHROMIUM names ${named}, which is no program: correct or unset it.` }
  }
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean)
  const installed = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...FIXED]
  const executable = installed.find(isExecutable)
  if (executable) return { executable }
  const own = playwrightsOwn()
  return own && isExecutable(own) ? { executable: own } : { missing: `Needs a browser: ${HINT}.` }
}

/** On this machine. */
export const chromiumHere = async (): Promise<FoundChromium> => {
  const { chromium } = await import('playwright')
  return findChromium({
    environment: process.env,
    isExecutable: canRun,
    playwrightsOwn: () => chromium.executablePath() || undefined,
  })
}
