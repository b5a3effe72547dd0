import type { RecordedRequest } from '#mocks/op/index.ts'
import type { Form } from '#mocks/wire/html.ts'
import { readPage } from '#mocks/wire/html.ts'
import type { SignIn } from '#suites/kit/contract-service.ts'
import { atService, type Draft } from './trial.ts'

/** What came of going to where a login begins. */
export interface Reached {
  /** As the service says them; absent: it never came to its issuer. */
  readonly clientId?: string
  readonly redirectUri?: string
  /** Where it ended, for a person to look at. */
  readonly place: string
  /** Ends of the addresses of forms that stand there. */
  readonly forms: readonly string[]
  /** The page does something by script. */
  readonly scripted: boolean
}

const askedIn = (requests: readonly RecordedRequest[]): Pick<Reached, 'clientId' | 'redirectUri'> => {
  const asked = requests.find(({ params }) => params.redirect_uri !== undefined)
  const { client_id: clientId, redirect_uri: redirectUri } = asked?.params ?? {}
  return { ...(clientId === undefined ? {} : { clientId }), ...(redirectUri === undefined ? {} : { redirectUri }) }
}

const endOf = ({ action }: Form, base: string): string => new URL(action, base).pathname

const seenAt = ({ answer, trouble }: SignIn): Pick<Reached, 'place' | 'forms' | 'scripted'> => {
  if (!answer?.url) return { place: trouble ?? 'no answer came', forms: [], scripted: false }
  const forms = readPage(answer.text).forms.map((form) => endOf(form, answer.url))
  const place = `${answer.status} ${answer.url.split(/[?#]/, 1)[0]}`
  return { place, forms: [...new Set(forms)], scripted: /<script/i.test(answer.text) }
}

/** One login, as far as the issuer: it says there who it is and where its users are to come back. */
export const reach = (draft: Draft): Promise<Reached> =>
  atService(draft, async ({ service }) => {
    const login = await service.signIn({ until: 'callback' })
    return { ...askedIn(login.requests), ...seenAt(login) }
  })
