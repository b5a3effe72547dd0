import type { BackChannelAnswer } from '#mocks/idp/back-channel.ts'
import type { NotedMessage } from '#mocks/idp/note.ts'
import type { AuthnRequest } from '#mocks/saml/messages.ts'
import type { Browser, HttpAnswer } from './contract.ts'
import type { SignIn } from './contract-service.ts'
import type { ServiceProviderSeed } from './target-service.ts'

export type { LogoutRequest } from '#mocks/saml/messages.ts'

/** A request for a login, as it came to the identity provider. */
export interface AskedLogin extends Pick<NotedMessage, 'binding' | 'relayState' | 'signature'> {
  /** Absent where it cannot be read. */
  readonly message?: AuthnRequest
  /** The address to which it went, and when that was; milliseconds since the epoch. */
  readonly to: string
  readonly at: number
  /** What the schemas of SAML say against it. */
  readonly flaws: readonly string[]
}

/** What the identity provider says to a service through the browser. */
export interface LogoutDemand {
  readonly url: string
  readonly form?: readonly (readonly [name: string, value: string])[]
}

/** What is asked of SAML services and of nobody else; ends the scenario where the target is none. */
export interface ServiceAsProvider {
  /** What its metadata say. */
  readonly sp: () => ServiceProviderSeed
  /** The first request of this login, if one came. */
  readonly asked: (login: SignIn) => Promise<AskedLogin | undefined>
  /** The request by which the identity provider, told by the user to, ends the session of this login; not yet brought. */
  readonly demand: (login: SignIn, attack?: string) => Promise<LogoutDemand>
  /** Brings it there, in this browser, and goes as far as that leads. */
  readonly bringDemand: (demand: LogoutDemand, browser: Browser) => Promise<HttpAnswer>
  /** The same over SOAP, without a browser. */
  readonly tellOverSoap: (login: SignIn, attack?: string) => Promise<BackChannelAnswer>
  /** A logout by the identity provider was seen to end a session; ends the scenario otherwise. */
  readonly obeysLogouts: (way: 'front' | 'soap') => Promise<void>
}
