import type { FoundChromium } from '#suites/kit/drivers/chromium.ts'

/** A way to come by a Chromium. */
export interface Way {
  readonly title: string
  /** Whether it may be tried here: root, this system, … */
  readonly possible: () => boolean
  /** Rejects with a reason of one line. */
  readonly take: () => Promise<void>
}

export interface Place {
  readonly find: () => Promise<FoundChromium>
  readonly ways: readonly Way[]
  readonly say: (line: string) => void
}

/** True when tests in a browser can run, after trying every way that is open. */
export const provideChromium = async ({ find, ways, say }: Place): Promise<boolean> => {
  let found = await find()
  for (const way of ways) {
    if ('executable' in found) return true
    if (!way.possible()) continue
    say(`No Chromium on this machine: ${way.title}.`)
    await way.take().catch((error: unknown) => say(`That failed: ${error instanceof Error ? error.message : error}`))
    found = await find()
  }
  if ('executable' in found) return true
  say(`${found.missing} Tests in a browser will fail; AAI_NO_BROWSER=1 leaves them out.`)
  return false
}
