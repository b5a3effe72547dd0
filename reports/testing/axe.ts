import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds against WCAG 2.1 AA and its own good practice: rule and place. */
export const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    interface Axe {
      readonly run: () => Promise<{
        violations: { id: string; nodes: { target: unknown[]; failureSummary: string }[] }[]
      }>
    }
    const { axe } = window as unknown as { axe: Axe }
    const { violations } = await axe.run()
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
    )
  })
}
