import { type Binding, bindings } from '#mocks/saml/names.ts'
import type { IdentityProvider, PublishedIdp, PublishedMetadata } from '../contract-saml.ts'
import { answerOf } from '../drivers/transport.ts'
import { UnusableAnswer } from '../drivers/transport-error.ts'
import { derived } from '../evidence.ts'
import { HeldBack } from '../signals.ts'
import type { SamlSeed } from '../target-saml.ts'
import { onceAt } from '../tools/once.ts'
import type { Session } from '../tools/session.ts'

const ACCEPT = 'application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1'

const read = async ({ answer, entityId }: { answer: PublishedMetadata['answer']; entityId: string | undefined }) => {
  if (answer.status !== 200) return { problem: `${answer.url} answers ${answer.status}` }
  try {
    const { readPublished } = await import('./read-metadata.ts')
    return { idp: readPublished(answer.text, entityId) }
  } catch (error) {
    return { problem: `${answer.url || 'the file'}: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** The identity provider with what services know of it: they keep its metadata for a while, as all scenarios do here. */
export const createIdentityProvider = (session: Session, saml: SamlSeed) => {
  const { target } = session
  const { metadata, entityId } = saml
  const publish = async ({ transport }: Session): Promise<PublishedMetadata> => {
    const answer =
      'text' in metadata
        ? answerOf('', 200, new Headers(), metadata.text)
        : await transport({
            from: 'sp',
            to: 'idp',
            method: 'GET',
            url: metadata.url,
            label: 'metadata request',
            headers: { accept: ACCEPT, 'user-agent': 'aai-conformance' },
          })
    const handedIn = 'text' in metadata ? { handedIn: true as const } : {}
    return derived({ answer, ...handedIn, ...(await read({ answer, entityId })) }, answer)
  }
  const trusted = async (): Promise<PublishedIdp> => {
    const { idp, problem } = await onceAt(session, 'saml-metadata', publish)
    if (idp) return idp
    throw new UnusableAnswer(`The metadata of the identity provider is of no use: ${problem}`)
  }
  const endpoint = async (of: 'singleSignOn' | 'singleLogout', binding: Binding) => {
    const found = (await trusted())[of].find((each) => each.binding === bindings[binding])
    if (found) return found
    const [kind, over] = [of === 'singleSignOn' ? 'SingleSignOnService' : 'SingleLogoutService', bindings[binding]]
    throw new HeldBack('not-applicable', `${target.title} publishes no ${kind} for ${over.split(':').at(-1)}.`)
  }
  const idp: IdentityProvider = {
    entityId: entityId ?? '',
    metadata: () => publish(session),
  }
  return { idp, trusted, endpoint }
}

export type KnownIdp = ReturnType<typeof createIdentityProvider>
