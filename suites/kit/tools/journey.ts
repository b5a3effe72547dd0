import type { Authorization } from '../contract.ts'
import type { Landing, UserAgent } from '../drivers/agent.ts'
import type { LoginForms } from '../target.ts'
import { type Answers, stationOf, submissionFor } from './pages.ts'

export interface Arrival {
  readonly landing: Landing
  readonly kind: Authorization['kind']
  /** Pages the user saw, in order: `login`, `consent`. */
  readonly pages: readonly string[]
  /** The login page came again although it had been answered. */
  readonly refused: boolean
}

/** More pages than this and the issuer is leading us in circles. */
const MOST_PAGES = 10

export const kindOf = ({ callback, elsewhere, page }: Landing, forms: LoginForms): Authorization['kind'] => {
  if (callback) return 'callback'
  if (elsewhere !== undefined) return 'elsewhere'
  return stationOf(page, forms)?.kind ?? 'page'
}

/** The page on which an agent has landed, as it stands among those that a user saw. */
export const pagesOf = ({ callback, elsewhere, page }: Landing, forms: LoginForms): readonly string[] => {
  const station = callback || elsewhere !== undefined ? undefined : stationOf(page, forms)
  return station ? [station.name] : []
}

/** From where the agent stands: answers every page, stops at the callback or at a page that it cannot answer. */
export const travel = async (
  agent: UserAgent,
  start: Landing,
  forms: LoginForms,
  answers: Answers,
): Promise<Arrival> => {
  const pages: string[] = []
  let landing = start
  let passwordsTyped = 0
  for (;;) {
    const kind = kindOf(landing, forms)
    const station = kind === 'callback' || kind === 'elsewhere' ? undefined : stationOf(landing.page, forms)
    if (!station) return { landing, kind, pages, refused: false }
    pages.push(station.name)
    const refused = kind === 'login-page' && passwordsTyped > 0
    if (refused || pages.length > MOST_PAGES) return { landing, kind, pages, refused }
    const submission = submissionFor(landing.page, station, forms, answers)
    // A page that has nothing to choose for this user leads nowhere.
    if (!submission) return { landing, kind: 'page', pages, refused: false }
    if (forms.password in submission.fill) passwordsTyped += 1
    landing = await agent.submit(submission)
  }
}
