import type { Form, Page } from '#mocks/wire/html.ts'
import type { Submission } from '../drivers/agent.ts'
import type { LoginForms, TargetUser } from '../target.ts'

/** What the user answers on the way. */
export interface Answers {
  readonly user: TargetUser
  readonly consent: 'allow' | 'deny'
}

export type PageKind = 'login-page' | 'consent-page' | 'step-page' | 'organisation-page' | 'account-page'

/** A page between an authorization request and its answer, recognised by its forms. */
export interface Station {
  readonly kind: PageKind
  /** As it stands among the pages that a user saw: `login`. */
  readonly name: string
}

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

const hasButton = (page: Page, name: string | undefined): boolean =>
  name !== undefined && page.forms.some((form) => buttonOf(form, name) !== undefined)

const stepOf = (page: Page, { steps = {} }: LoginForms): readonly [button: string, name: string] | undefined =>
  Object.entries(steps).find(([button]) => hasButton(page, button))

export const stationOf = (page: Page, forms: LoginForms): Station | undefined => {
  if (loginForm(page, forms) >= 0) return { kind: 'login-page', name: 'login' }
  if (consentForm(page, forms) >= 0) return { kind: 'consent-page', name: 'consent' }
  const step = stepOf(page, forms)
  if (step) return { kind: 'step-page', name: step[1] }
  if (hasButton(page, forms.organisation)) return { kind: 'organisation-page', name: 'organisation' }
  return hasButton(page, forms.account) ? { kind: 'account-page', name: 'account' } : undefined
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

/** The button of that name with the first of these values that is there; any value when none is named. */
const pressing = (page: Page, name: string, label: string, values?: readonly string[]): Submission | undefined => {
  const found = page.forms.flatMap(({ buttons }, form) =>
    buttons.flatMap((each, button) => (each.name === name ? [{ form, button, value: each.value }] : [])),
  )
  const wanted = values ? values.flatMap((value) => found.filter((each) => each.value === value)) : found
  const [first] = wanted
  return first && { form: first.form, button: first.button, fill: {}, label }
}

/** The organisation of a user, who says so or has it in the user name. */
const homeOf = ({ username, attributes }: TargetUser): string => {
  const { home_organisation: home } = attributes
  return typeof home === 'string' ? home : username.slice(username.lastIndexOf('@') + 1)
}

/** How the user answers the page; undefined where it offers them nothing. */
export const submissionFor = (
  page: Page,
  { kind, name }: Station,
  forms: LoginForms,
  { user, consent }: Answers,
): Submission | undefined => {
  if (kind === 'login-page') return loginSubmission(page, forms, user)
  if (kind === 'consent-page') return consentSubmission(page, forms, consent)
  if (kind === 'step-page') return pressing(page, stepOf(page, forms)?.[0] ?? '', name)
  if (kind === 'organisation-page') return pressing(page, forms.organisation ?? '', 'organisation', [homeOf(user)])
  return pressing(page, forms.account ?? '', 'account', [user.username, homeOf(user)])
}
