import type { Form, Page } from '#mocks/wire/html.ts'
import type { Authorization } from '../contract.ts'
import type { Landing, Submission, UserAgent } from '../drivers/agent.ts'
import type { LoginForms, TargetUser } from '../target.ts'

/** What the user answers on the way. */
export interface Answers {
  readonly user: TargetUser
  readonly consent: 'allow' | 'deny'
}

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

const buttonOf = (form: Form, name: string): number | undefined => {
  const index = form.buttons.findIndex((button) => button.name === name)
  return index < 0 ? undefined : index
}

const offers = (form: Form, name: string): boolean => form.fields.some((field) => field.name === name && field.editable)

/** A page that wants a new password has further password fields, and often a hidden twin of the login's. */
const wantsNewPassword = (form: Form): boolean => form.fields.filter((field) => field.type === 'password').length > 1

/** Some ask for the user name on one page and for the password on the next. */
const loginForm = (page: Page, forms: LoginForms): number =>
  page.forms.findIndex(
    (form) =>
      !wantsNewPassword(form) &&
      (offers(form, forms.password) || (offers(form, forms.username) && form.method === 'POST')),
  )

const consentForm = (page: Page, forms: LoginForms): number =>
  page.forms.findIndex(
    (form) => buttonOf(form, forms.accept) !== undefined || buttonOf(form, forms.cancel) !== undefined,
  )

export const kindOf = ({ callback, elsewhere, page }: Landing, forms: LoginForms): Authorization['kind'] => {
  if (callback) return 'callback'
  if (elsewhere !== undefined) return 'elsewhere'
  if (loginForm(page, forms) >= 0) return 'login-page'
  return consentForm(page, forms) >= 0 ? 'consent-page' : 'page'
}

const loginSubmission = (page: Page, forms: LoginForms, user: TargetUser): Submission => {
  const form = loginForm(page, forms)
  const shown = page.forms[form]
  const fill = {
    ...(shown && offers(shown, forms.username) ? { [forms.username]: user.username } : {}),
    ...(shown && offers(shown, forms.password) ? { [forms.password]: user.password } : {}),
  }
  return { form, fill, label: 'login', ...(shown?.buttons.length ? { button: 0 } : {}) }
}

const consentSubmission = (page: Page, forms: LoginForms, consent: 'allow' | 'deny'): Submission => {
  const form = consentForm(page, forms)
  const shown = page.forms[form]
  const button = shown && buttonOf(shown, consent === 'allow' ? forms.accept : forms.cancel)
  const scripted = forms.decision === undefined ? {} : { scripted: { [forms.decision]: String(consent === 'allow') } }
  return { form, fill: {}, label: `consent: ${consent}`, ...scripted, ...(button === undefined ? {} : { button }) }
}

/** From where the agent stands: logs in, answers consent, stops at the callback or at a page that it cannot answer. */
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
    if (kind === 'login-page') pages.push('login')
    if (kind === 'consent-page') pages.push('consent')
    const refused = kind === 'login-page' && passwordsTyped > 0
    const asked = kind === 'login-page' || kind === 'consent-page'
    if (!asked || refused || pages.length > MOST_PAGES) {
      return { landing, kind, pages, refused }
    }
    if (kind === 'login-page') {
      const submission = loginSubmission(landing.page, forms, answers.user)
      if (forms.password in submission.fill) passwordsTyped += 1
      landing = await agent.submit(submission)
    } else {
      landing = await agent.submit(consentSubmission(landing.page, forms, answers.consent))
    }
  }
}
