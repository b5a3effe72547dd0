import { fromBase64 } from '#mocks/saml/deflate.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import { XmlError } from '#mocks/xml/xml-error.ts'
import type { Expected } from './assertion.ts'
import { away, sessionCookie, sessionIdOf } from './cookie.ts'
import { withFetchedEntities } from './entities.ts'
import { completeLogin } from './login.ts'
import type { Eyes } from './looks.ts'
import type { Means } from './means.ts'
import type { Journey, Login, Session } from './sessions.ts'

const messageIn = async ({ form }: Call, eyes: Eyes): Promise<string> => {
  try {
    const text = fromBase64(form?.get('SAMLResponse') ?? '').toString('utf8')
    return eyes.has('entities-fetched') ? await withFetchedEntities(text) : text
  } catch (error) {
    if (error instanceof XmlError) throw new Refusal(error.flaw, `Refused: ${error.message}`)
    throw error
  }
}

const GUEST: Login = {
  ...{ account: 0, user: 'guest', nameId: undefined, sessionIndex: undefined },
  ...{ attributes: { displayName: ['Guest'] }, expiresAt: Number.POSITIVE_INFINITY },
}

const loginOf = async (call: Call, session: Session, means: Means): Promise<Login> => {
  const { eyes, entityId, acs, keys, memory, sessions, now } = means
  const believed = await means.idps.believed()
  const answered = new Set<string>()
  const expected: Expected = {
    ...{ entityId, acs, now: now() },
    issuers: believed.map((idp) => idp.entityId),
    isAsked: (id) => {
      answered.add(id)
      return session.journeys.has(id) || (eyes.has('request-unbound') && sessions.journeyOf(id) !== undefined)
    },
  }
  try {
    return completeLogin(
      await messageIn(call, eyes),
      expected,
      { ofIdp: believed.flatMap((idp) => idp.keys), own: keys.privateKey },
      memory,
      eyes,
    )
  } finally {
    // A request is answered once, whatever comes of it.
    if (!eyes.has('request-kept')) for (const id of answered) session.journeys.delete(id)
  }
}

const afterwards = (relayState: string | null | undefined, journeys: readonly Journey[], { eyes }: Means): string => {
  const journey = journeys.find((each) => each.relayState === relayState)
  return eyes.has('relay-state-open') && relayState && URL.canParse(relayState) ? relayState : (journey?.to ?? '/')
}

/** The assertion consumer service. */
export const comeBack = async (call: Call, means: Means): Promise<Reply> => {
  const { eyes, sessions, options } = means
  const { id, session } = sessions.open(sessionIdOf(call))
  const journeys = [...session.journeys.values()]
  try {
    session.login = await loginOf(call, session, means)
  } catch (error) {
    if (!eyes.has('guest')) throw error
    session.login = GUEST
  }
  const cookie = sessionCookie(
    eyes.has('session-kept') ? id : sessions.rename(id, eyes.has('request-kept')),
    eyes,
    options.tls !== undefined,
  )
  return away(afterwards(call.form?.get('RelayState'), journeys, means), cookie)
}
