/** XML Signature Syntax and Processing, namespace and the identifier of its enveloped transform (section 6.6.4). */
export const DS = 'http://www.w3.org/2000/09/xmldsig#'
export const ENVELOPED = `${DS}enveloped-signature`
