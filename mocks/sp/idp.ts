import type { KeyObject } from 'node:crypto'
import { Agent, fetch } from 'undici'
import type { Endpoint, IdpMetadata } from '#mocks/saml/metadata.ts'
import { type Binding, bindingOf } from '#mocks/saml/names.ts'
import { MessageError } from '#mocks/saml/read-messages.ts'
import { onlyOne, readIdentityProviders, signingKeys } from '#mocks/saml/read-metadata.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import { documentOf } from './as-read.ts'
import { isToCome } from './instants.ts'
import type { Eyes } from './looks.ts'
import type { ServiceProviderOptions } from './options.ts'

/** An identity provider as its metadata tell of it. */
export interface Idp {
  readonly entityId: string
  readonly keys: readonly KeyObject[]
  readonly sso: readonly Endpoint[]
  readonly slo: readonly Endpoint[]
}

/** Where it listens on this binding. */
export const endpointOn = (endpoints: readonly Endpoint[], binding: Binding): Endpoint | undefined =>
  endpoints.find((endpoint) => bindingOf(endpoint.binding) === binding)

const metadataIn = (xml: string, eyes: Eyes): IdpMetadata => {
  try {
    return onlyOne(readIdentityProviders(documentOf(xml, eyes)), 'identity provider')
  } catch (error) {
    if (error instanceof MessageError) throw new Refusal('idp-metadata', `Refused: ${error.message}`)
    throw error
  }
}

const readIdp = (xml: string, eyes: Eyes, now: number): Idp => {
  const metadata = metadataIn(xml, eyes)
  const { entityId, validUntil, singleSignOn: sso, singleLogout: slo } = metadata
  eyes.look('idp-metadata-expired', validUntil !== undefined && !isToCome(Date.parse(validUntil), now))
  return { entityId, keys: signingKeys(metadata), sso, slo }
}

/** Milliseconds after which an answer is given up. */
const PATIENCE = 10_000

const fetched = async (url: string, dispatcher: Agent): Promise<string> => {
  const options = { dispatcher, redirect: 'error', signal: AbortSignal.timeout(PATIENCE) } as const
  const answer = await fetch(url, options).catch(() => undefined)
  if (answer?.status === 200) return answer.text()
  throw new Refusal('idp-metadata', `Refused: there are no metadata of the identity provider at ${url}.`)
}

export interface IdpSource {
  readonly idp: () => Promise<Idp>
  /** Whose responses are believed. */
  readonly believed: () => Promise<readonly Idp[]>
  /** As a fresh process: nothing was read yet. */
  readonly forget: () => void
  readonly close: () => Promise<void>
}

/** Asked for every message: a service provider that keeps metadata would have to be started anew for a fault in them. */
export const idpSource = ({ idp, otherIdp, trust, now = Date.now }: ServiceProviderOptions, eyes: Eyes): IdpSource => {
  const agent = new Agent({ connect: trust === undefined ? {} : { ca: trust } })
  let kept: Promise<string> | undefined
  const text = async (): Promise<string> => {
    if ('xml' in idp) return idp.xml
    if (!eyes.has('idp-metadata-once')) return fetched(idp.url, agent)
    kept ??= fetched(idp.url, agent)
    return kept
  }
  const own = async (): Promise<Idp> => readIdp(await text(), eyes, now())
  return {
    idp: own,
    believed: async () => {
      const isBelieved = otherIdp !== undefined && eyes.has('other-environment')
      return [await own(), ...(isBelieved ? [readIdp(otherIdp, eyes, now())] : [])]
    },
    forget: () => {
      kept = undefined
    },
    close: () => agent.destroy(),
  }
}
