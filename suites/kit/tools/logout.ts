import type { Arrival, Client } from '../contract.ts'
import type { Landing } from '../drivers/agent.ts'
import { HeldBack } from '../signals.ts'
import type { TargetClient } from '../target.ts'
import { agentOf } from './authorization.ts'
import { asSeen } from './browser.ts'
import { failedControl } from './control.ts'
import { kindOf } from './journey.ts'
import { asQuery, changed } from './parameters.ts'
import { endpointOf, type Session } from './session.ts'

export const postLogoutRedirectUriOf = ({ target }: Session, role: string, client: TargetClient): string => {
  const [first] = client.postLogoutRedirectUris ?? []
  if (first !== undefined) return first
  throw new HeldBack(
    'skip',
    `Client "${role}" of target "${target.id}" has no postLogoutRedirectUris: register one and add it there.`,
  )
}

const isQuestion = ({ page }: Landing): boolean => page.forms[0]?.buttons[0] !== undefined

const yes = { form: 0, fill: {}, button: 0, label: 'logout confirmed' }

/** A question with two answers may look like the one for consent, which nobody asks here. */
const kindAtTheEnd = (landing: Landing, { target }: Session): Arrival['kind'] => {
  const kind = kindOf(landing, target.forms)
  return kind === 'consent-page' ? 'page' : kind
}

/** OpenID Connect RP-Initiated Logout 1.0 section 2: the browser carries the request, as a query or as a form. */
export const createLogout =
  (session: Session): Client['logout'] =>
  async ({ at = 'endSession', hint, params = {}, method = 'GET', agrees = false, in: browser } = {}) => {
    const idToken = typeof hint === 'object' ? hint.idToken : hint
    if (hint !== undefined && idToken === undefined) throw failedControl('no ID token')
    const pairs = changed({ id_token_hint: idToken }, params)
    const stopAt = pairs.filter(([name]) => name.endsWith('redirect_uri') || name === 'redirect').map(([, uri]) => uri)
    const endpoint = endpointOf(session, at)
    const label = 'logout request'
    const agent = agentOf(session, browser)
    const asked = await agent.visit(
      method === 'POST'
        ? { url: endpoint, method, form: pairs, label, stopAt }
        : { url: pairs.length === 0 ? endpoint : `${endpoint}?${asQuery(pairs)}`, label, stopAt },
    )
    const landing = agrees && isQuestion(asked) ? await agent.submit(yes) : asked
    return asSeen({ landing, kind: kindAtTheEnd(landing, session), pages: [], refused: false })
  }
