import { type Attack, attacksAt, type Rows, SOMEBODY_ELSE, STRANGER, type Told } from './attack.ts'

const UNREAD =
  'Where TLS stands in for the signature (OpenID Connect Core 1.0, 3.1.3.7, item 6) what comes after the claims may stay unread.'

const changed = (change: (token: string) => string) => ({ set: { id_token: (old: unknown) => change(String(old)) } })

const unread: Told = { also: ['RFC7515-5.2'], lenient: UNREAD }

/** How the token is put together. */
const parts: Rows = {
  'two-parts': [
    'an ID token of two parts, without a third for the signature',
    changed((token) => token.slice(0, token.lastIndexOf('.'))),
    unread,
  ],
  'five-parts': [
    'an ID token of five parts, as if it were encrypted',
    changed((token) => `${token}.QUFJ.QUFJ`),
    unread,
  ],
  'more-after': ['an ID token with something after its signature', changed((token) => `${token}!`), unread],
}

/** The first of each is right: whoever reads that one lets in what another reader refuses. */
const twice = (name: string, value: unknown) => ({ set: { [name]: value }, repeat: [name] })

const FIRST: Told = { also: ['RFC7519-4'] }

const twins: Rows = {
  'iss-twice': ['an ID token with two issuers, the second another one', twice('iss', STRANGER), FIRST],
  'aud-twice': ['an ID token with two audiences, the second another client', twice('aud', 'somebody-else'), FIRST],
  'sub-twice': [
    'an ID token with two subjects, the second somebody else',
    twice('sub', SOMEBODY_ELSE),
    { ...FIRST, lenient: 'RFC 7519 (section 4) lets a reader take the last of two claims of one name.' },
  ],
}

/** Tokens of the same issuer that are no ID tokens. */
const others: Rows = {
  'access-token': [
    'an access token in the place of the ID token',
    { set: { id_token: (_: unknown, tokens: Readonly<Record<string, unknown>>) => tokens.access_token } },
    { also: ['RFC8725-3.12'] },
  ],
}

export const formAttacks: readonly Attack[] = [
  ...attacksAt('token.response', 'id-token', 'RP-IDT-SIGNATURE', parts),
  ...attacksAt('token.response', 'id-token', 'RP-IDT-CLAIMS', others),
  ...attacksAt('id-token', 'id-token', 'RP-IDT-CLAIMS', twins),
]
