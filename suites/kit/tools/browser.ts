import type { Page } from '#mocks/wire/html.ts'
import type { Browser, Arrival as Seen, TravelOptions } from '../contract.ts'
import type { Landing, Submission, UserAgent } from '../drivers/agent.ts'
import { derived } from '../evidence.ts'
import { userOf } from './authorization.ts'
import { failedControl } from './control.ts'
import { type Arrival, travel } from './journey.ts'
import type { Session } from './session.ts'

const firstField = ({ forms, title }: Page): string => {
  const found = forms.flatMap(({ fields }) => fields).find(({ editable }) => editable)
  if (found) return found.name
  throw failedControl(`the page "${title}", which asks for nothing`)
}

const submissionOf = (page: Page, fill: Readonly<Record<string, string>>, button: string | undefined) => {
  const names = Object.keys(fill)
  const form = page.forms.findIndex(
    ({ fields, buttons }) =>
      names.every((name) => fields.some((field) => field.name === name && field.editable)) &&
      (button === undefined || buttons.some((each) => each.name === button)),
  )
  if (form < 0) {
    const wanted = [...names, ...(button === undefined ? [] : [`a button ${button}`])].join(', ')
    throw new Error(`the page "${page.title}" has no form with ${wanted || 'anything'}`)
  }
  const buttons = page.forms[form]?.buttons ?? []
  const pressed = button === undefined ? 0 : buttons.findIndex((each) => each.name === button)
  return { form, fill, ...(buttons.length > 0 ? { button: pressed } : {}) } satisfies Omit<Submission, 'label'>
}

export const asSeen = ({ landing, kind, pages }: Arrival): Seen => {
  const { answer, callback, elsewhere } = landing
  const asks = landing.page.forms.some(({ buttons }) => buttons.length > 0)
  const seen = { kind, pages, answer, asks, params: callback?.params ?? {}, ...(elsewhere ? { elsewhere } : {}) }
  return derived(seen, answer)
}

/** The agent as scenarios have it: it knows who its user is and how the pages of this issuer are answered. */
export const createBrowser = (session: Session, agent: UserAgent): Browser & UserAgent => {
  const on = async (landing: Landing, { as, consent = 'allow' }: TravelOptions): Promise<Seen> => {
    const user = userOf(session, as?.role ?? session.user)
    return asSeen(await travel(agent, landing, session.target.forms, { user, consent }))
  }
  return {
    ...agent,
    travel: async (url, options = {}) => on(await agent.visit({ url, label: options.label ?? 'page' }), options),
    answer: async (typed, { button, label = 'answer', ...options } = {}) => {
      const page = await agent.page()
      const fill = typeof typed === 'string' ? { [firstField(page)]: typed } : typed
      return on(await agent.submit({ ...submissionOf(page, fill, button), label }), options)
    },
  }
}
