import type { Person } from '#fixtures/schema/person.ts'
import { bend } from '#mocks/faults/bend.ts'
import { strangerAddress } from '#mocks/op/stranger.ts'
import { assertionText } from '#mocks/saml/assertion-text.ts'
import { instant } from '#mocks/saml/markup.ts'
import { newId } from '#mocks/saml/message-id.ts'
import { responseText } from '#mocks/saml/message-text.ts'
import type { Assertion, Response, Status } from '#mocks/saml/messages.ts'
import { confirmationMethods, statuses } from '#mocks/saml/names.ts'
import { postPage } from '#mocks/saml/send.ts'
import type { Reply } from '#mocks/wire/message.ts'
import type { CertifiedKey } from '#mocks/xml/certificate.ts'
import { signXml } from '#mocks/xml/sign.ts'
import { attributesOf } from './attributes.ts'
import { type Encryption, encryptedFor, usualEncryption } from './encrypting.ts'
import { forge } from './forgery/index.ts'
import { SENT_ON } from './pages.ts'
import { type Signing, signingFor, signOptions } from './signing.ts'
import type { Asked, Idp, Participant, Session } from './state.ts'

/** Whom a response is about. */
export interface About {
  readonly session: Session
  readonly person: Person
  readonly participant: Participant
  readonly contextClass: string
}

interface Speaker {
  readonly entityId: string
  readonly keys: CertifiedKey
}

const speakerFor = async ({ issuer, saml, keys }: Idp, entityId: string): Promise<Speaker> => {
  if (issuer.faults.behaviour('samlIssuer', entityId) !== 'other-environment') {
    return { entityId: saml.entityId, keys: await keys.active() }
  }
  return { entityId: saml.otherEnvironment ?? `${saml.entityId}/other`, keys: await keys.otherEnvironment() }
}

/** A response as faults at `saml.response` see it. */
type ResponseData = Response & { readonly assertion?: 'none' }

/** An assertion as faults at `saml.assertion` see it. */
type AssertionData = Assertion & { readonly encryption?: Encryption }

const responseData = (idp: Idp, { sp, acs, request }: Asked, issuer: string, status: Status): ResponseData => {
  const data: ResponseData = {
    id: newId(),
    version: '2.0',
    issueInstant: instant(idp.issuer.now()),
    destination: acs,
    ...(request ? { inResponseTo: request.id } : {}),
    issuer,
    status,
  }
  const faults = idp.issuer.faults.at('saml.response', sp.metadata.entityId)
  return bend(faults, { ...data }) as unknown as ResponseData
}

/** Clocks of services go a little behind ours. */
const SKEW = 30_000

const assertionData = (idp: Idp, { sp, acs }: Asked, response: Response, about: About): AssertionData => {
  const { session, person, participant, contextClass } = about
  const { entityId } = sp.metadata
  const now = idp.issuer.now()
  const until = instant(now + idp.saml.lifetimes.assertion * 1000)
  const { inResponseTo, issuer, issueInstant } = response
  const authority = person.attributes.authenticating_authority
  const encryption = usualEncryption(idp, sp)
  const data: AssertionData = {
    ...{ id: newId(), version: '2.0', issueInstant },
    ...(issuer === undefined ? {} : { issuer }),
    subject: {
      nameId: participant.nameId,
      confirmations: [
        {
          ...{ method: confirmationMethods.bearer, recipient: acs, notOnOrAfter: until },
          ...(inResponseTo === undefined ? {} : { inResponseTo }),
        },
      ],
    },
    conditions: { notBefore: instant(now - SKEW), notOnOrAfter: until, audiences: [[entityId]] },
    authn: {
      authnInstant: instant(session.authenticatedAt),
      sessionIndex: participant.sessionIndex,
      sessionNotOnOrAfter: instant(session.authenticatedAt + idp.saml.lifetimes.session * 1000),
      contextClass,
      ...(typeof authority === 'string' ? { authorities: [authority] } : {}),
    },
    attributes: attributesOf(idp.saml, person, session.subject),
    ...(encryption ? { encryption } : {}),
  }
  return bend(idp.issuer.faults.at('saml.assertion', entityId), { ...data }) as unknown as AssertionData
}

const signed = (text: string, id: string, wanted: boolean, signing: Signing, keys: CertifiedKey): string =>
  wanted ? signXml(text, id, signOptions(signing, keys)) : text

/** What is done to the text once it is signed; who does it sees the assertion in the clear. */
const forgeryFor = ({ issuer }: Idp, entityId: string): unknown =>
  issuer.faults.at('saml.document', entityId).at(-1)?.set?.forgery

const posted = (idp: Idp, { sp, acs, relayState }: Asked, text: string, forgery: unknown): Reply => {
  const address = strangerAddress(idp.issuer)('keys')
  const seal = (assertion: string): string => encryptedFor(sp, assertion, { to: 'service' })
  const xml = forgery === undefined ? text : forge(forgery, text, { address, seal })
  return {
    status: 200,
    headers: SENT_ON,
    body: postPage(acs, { kind: 'SAMLResponse', xml, ...(relayState === undefined ? {} : { relayState }) }),
  }
}

/** A response that says why there is no assertion. */
export const refuseTo = async (idp: Idp, asked: Asked, status: Status): Promise<Reply> => {
  const { entityId } = asked.sp.metadata
  const speaker = await speakerFor(idp, entityId)
  const data = responseData(idp, asked, speaker.entityId, status)
  const signing = signingFor(idp, entityId)
  const text = signed(responseText(data, []), data.id, signing.response, signing, speaker.keys)
  return posted(idp, asked, text, undefined)
}

/** The answer to a login that went well: signed, and then bent where a fault says so. */
export const respond = async (idp: Idp, asked: Asked, about: About): Promise<Reply> => {
  const { entityId } = asked.sp.metadata
  const speaker = await speakerFor(idp, entityId)
  const data = responseData(idp, asked, speaker.entityId, { code: statuses.success })
  const signing = signingFor(idp, entityId)
  const forgery = forgeryFor(idp, entityId)
  const assertions: string[] = []
  if (data.assertion !== 'none') {
    const assertion = assertionData(idp, asked, data, about)
    const text = signed(assertionText(assertion), assertion.id, signing.assertion, signing, speaker.keys)
    assertions.push(encryptedFor(asked.sp, text, forgery === undefined ? assertion.encryption : undefined))
  }
  const text = signed(responseText(data, assertions), data.id, signing.response, signing, speaker.keys)
  return posted(idp, asked, text, forgery)
}
