import type { Client } from '#fixtures/schema/client.ts'
import type { RecordedRequest } from '#mocks/op/index.ts'
import { type Finding, judge } from '#mocks/watch/judge.ts'
import { drawnIn } from '#mocks/watch/login.ts'
import type { Judged } from '#mocks/watch/rules/rule.ts'
import { isAsking, type Step, sentIn } from '#mocks/watch/step.ts'
import { callOf } from '#mocks/wire/message.ts'
import type { SignIn } from '../contract-service.ts'
import type { TargetClient } from '../target.ts'
import type { ServiceSeed } from '../target-service.ts'
import type { Session } from './session.ts'

/** No rule looks at how a request is shown, and this one is shown by the scenario. */
const UNSHOWN: Step['exchange'] = {
  ...{ from: 'rp', to: 'op', label: 'unshown', atMs: 0, durationMs: 0, redacted: [] },
  request: { start: '', headers: [] },
}

const stepOf = ({ endpoint, method, url, headers, body, status, at }: RecordedRequest, index: number): Step => ({
  ...sentIn(callOf({ method, url: url.slice(new URL(url).origin.length), headers }, body)),
  ...{ number: index + 1, endpoint, at },
  answer: { status, gives: {} },
  faulty: false,
  exchange: UNSHOWN,
})

/** Some issuers lead back to their own endpoint, with the same words: the first request is the service’s. */
const ofService = (requests: readonly RecordedRequest[]): readonly RecordedRequest[] => {
  const first = requests.find(({ endpoint, params }) => endpoint === 'authorization' && params.client_id !== undefined)
  return requests.filter((request) => request.endpoint !== 'authorization' || request === first)
}

/** What is said of it goes through the redactor of the scenario. */
const redact = (text: string): string => text

const judged = ({ requests }: SignIn, number: number): Judged => {
  const steps = ofService(requests).map(stepOf)
  const asking = steps.find(isAsking)
  return { number, steps, asking, drawn: asking ? drawnIn(asking) : {}, redact }
}

const registrationOf = (client: TargetClient): Client => {
  const { redirectUri, redirectUris, postLogoutRedirectUris = [], ...rest } = client
  return {
    ...{ title: client.clientId, clientId: client.clientId, auth: client.auth },
    ...(rest.pkce === undefined ? {} : { pkce: rest.pkce }),
    ...(rest.scopes === undefined ? {} : { scopes: [...rest.scopes] }),
    redirectUris: [redirectUri, ...redirectUris],
    postLogoutRedirectUris: [...postLogoutRedirectUris],
    ...{ grants: ['code', 'refresh'], consent: false },
  }
}

/** Judges what a service sent by the rules of the live page, each login with those before it. */
export const findingsOf =
  ({ target }: Session, { client: role }: ServiceSeed) =>
  (signIns: readonly SignIn[]): readonly Finding[] => {
    const logins = signIns.map((signIn, index) => judged(signIn, index + 1))
    const known = target.clients[role ?? '']
    const client = known && registrationOf(known)
    const ids = new Set(Object.values(target.clients).map(({ clientId }) => clientId))
    const isClient = (clientId: string): boolean => ids.has(clientId)
    const scene = { isClient, profile: target.profile, ...(client ? { client } : {}) }
    return logins.flatMap((login, index) => judge({ ...scene, login, earlier: logins.slice(0, index) }))
  }
