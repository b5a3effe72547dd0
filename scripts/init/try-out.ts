import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { ServiceEntry } from '#suites/kit/config/schema-service.ts'
import { sentence } from '#suites/kit/targets/sentence.ts'
import { askHow, type Dialog, NOT_KNOWN_YET } from './begin.ts'
import { type LookedAround, lookAround, type Place } from './look-around.ts'
import { NONE } from './questions.ts'
import { type Reached, reach } from './reach.ts'
import { described } from './sightings.ts'
import { atService, type Draft } from './trial.ts'

const withEntry = (draft: Draft, changes: Partial<ServiceEntry>): Draft => ({
  ...draft,
  entry: { ...draft.entry, ...changes },
})

const withClient = (draft: Draft, changes: Partial<ServiceEntry['client']>): Draft =>
  withEntry(draft, { client: { ...draft.entry.client, ...changes } })

const capitalised = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

/** A trial, or the sentence that says why there was none. */
const attempted = async <T>({ id }: Draft, trial: Promise<T>): Promise<T | string> =>
  trial.catch((error: unknown) => {
    if (!(error instanceof ConfigurationError)) throw error
    // Nothing is written yet that could be named as its place.
    const words = error.message.replace(/^aai\.config\.yaml: targets\./, '').replace(`${id}.start: `, '')
    return sentence(capitalised(words.replace(`${id}: `, '')))
  })

const isLogin = (path: string): boolean => /log-?_?in|sign-?_?in|oidc|oauth|auth/i.test(path)

/** A page stands where a login was to begin: what on it is to be sent or clicked. */
const beyondPage = async (
  { asker, questions }: Dialog,
  draft: Draft,
  { forms, scripted, place }: Reached,
): Promise<Draft> => {
  const { login, loginForm, loginClick } = draft.entry
  const [form = ''] = forms.toSorted((one, other) => Number(isLogin(other)) - Number(isLogin(one)))
  if (form !== '' && loginForm === undefined && loginClick === undefined) {
    asker.tell(`  The page at ${login} has forms to ${forms.join(', ')}.`)
    const text = `Which of them begins a login (${NONE} for none)?`
    const answer = await asker.ask({ option: 'login-form', text, usual: form })
    if (answer !== NONE) return withEntry(draft, { loginForm: answer })
  }
  if (scripted && loginClick === undefined && draft.entry.driver !== 'browser') {
    const text = `What has to be clicked at ${login} (what is written there, a CSS selector, or ${NONE} if its scripts go by themselves)?`
    const answer = await asker.ask({ option: 'login-click', text, usual: NONE })
    const { loginForm: _, ...rest } = draft.entry
    return { ...draft, entry: { ...rest, driver: 'browser', ...(answer === NONE ? {} : { loginClick: answer }) } }
  }
  const because = `A login at ${login} never came to its issuer (${place}): does it begin there, and is the service told {issuer}?`
  const { loginForm: _, loginClick: __, ...rest } = draft.entry
  return { ...draft, entry: { ...rest, login: await asker.ask(questions.login, because) } }
}

/** Until the service has led a browser to its issuer, and said there who it is. */
export const reached = async (dialog: Dialog, draft: Draft): Promise<Draft> => {
  const { asker } = dialog
  asker.tell('  Trying a login …')
  const seen = await attempted(draft, reach(draft))
  if (typeof seen === 'string') {
    const { client, ...told } = await askHow(dialog, { ...draft, profile: draft.entry.profile }, seen)
    const { start: _, port: __, ...rest } = draft.entry
    const { redirectUri = NOT_KNOWN_YET } = rest.client
    return reached(dialog, { ...draft, entry: { ...rest, ...told, client: { ...client, redirectUri } } })
  }
  const { clientId = draft.entry.client.clientId, redirectUri } = seen
  if (redirectUri === undefined) return reached(dialog, await beyondPage(dialog, draft, seen))
  asker.tell(`  It came to its issuer as ${clientId}, and wants its users back at ${redirectUri}.`)
  return withClient(draft, { clientId, redirectUri })
}

const ranked = (places: readonly Place[]): readonly Place[] =>
  places.toSorted(
    (one, other) =>
      Number(other.url !== undefined) - Number(one.url !== undefined) ||
      Number(other.is === 'sub') - Number(one.is === 'sub') ||
      Number(other.user !== undefined) - Number(one.user !== undefined),
  )

const whoamiAt = ({ url, is, ...where }: Place): NonNullable<ServiceEntry['whoami']> => ({
  ...(url === undefined ? { callback: true as const } : { url }),
  ...where,
  ...(is === 'sub' ? {} : { is }),
})

const nobodyAt = (wanted: string | undefined, { outcome }: LookedAround): string =>
  `${wanted === undefined ? 'No place was found that' : `${wanted} does not`} ${wanted === undefined ? 'names' : 'name'} who signed in, and nobody else (after the login ${outcome}).`

/** What an address shows, where the owner names one; what was found by itself otherwise. */
export const shown = async (
  dialog: Dialog,
  draft: Draft,
  wanted?: string,
): Promise<Draft & { readonly exits: readonly string[] }> => {
  const { asker, questions } = dialog
  const around = await attempted(draft, lookAround(draft, wanted))
  if (typeof around === 'string') throw new ConfigurationError(around)
  const auth = around.auth === undefined || around.auth === 'client_secret_basic' ? {} : { auth: around.auth }
  const known = withClient(draft, draft.entry.client.auth === undefined ? auth : {})
  const [best] = ranked(around.places)
  if (!best) return shown(dialog, known, await asker.ask(questions.whoami, nobodyAt(wanted, around)))
  const where = best.url ?? 'the page on which a login ends'
  asker.tell(`  ${where} says who signed in (${described(best)}).`)
  const answer = wanted ?? (await asker.ask({ ...questions.whoami, usual: best.url ?? NONE }))
  if (answer !== NONE && answer !== best.url) return shown(dialog, known, answer)
  return { ...withEntry(known, { whoami: whoamiAt(best) }), exits: around.exits }
}

/** The whole of it, as a run will begin: one login, and one logout where there is one. */
const proved = (draft: Draft): Promise<{ readonly ends: readonly string[]; readonly stays: boolean }> =>
  atService(draft, async ({ service }) => {
    const login = await service.signedIn()
    if (draft.entry.logout === undefined) return { ends: [], stays: false }
    await service.signOut(login.browser)
    const asked = (await service.requests(login)).filter(({ endpoint }) => endpoint === 'endSession')
    const ends = asked.flatMap(({ params }) => params.post_logout_redirect_uri ?? [])
    const stays = draft.entry.whoami?.url !== undefined && (await service.whoami(login.browser)) !== undefined
    return { ends: [...new Set(ends)], stays }
  })

/** With a logout that ends a session, or without one. */
export const finished = async (
  dialog: Dialog,
  draft: Draft,
  proposed: string | undefined,
  because?: string,
): Promise<Draft> => {
  const { asker, questions } = dialog
  const usual = because === undefined ? (proposed ?? NONE) : NONE
  const answer = await asker.ask({ ...questions.logout, usual }, because)
  const { logout: _, ...rest } = draft.entry
  const whole: Draft = { ...draft, entry: answer === NONE ? rest : { ...rest, logout: answer } }
  const proof = await attempted(whole, proved(whole))
  if (typeof proof === 'string') {
    if (answer === NONE) throw new ConfigurationError(proof)
    return finished(dialog, draft, proposed, proof)
  }
  if (proof.stays) return finished(dialog, draft, proposed, `After ${answer} the user is still signed in.`)
  return proof.ends.length > 0 ? withClient(whole, { postLogoutRedirectUris: [...proof.ends] }) : whole
}
