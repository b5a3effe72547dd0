import { randomBytes } from 'node:crypto'

/** An xs:ID that nobody guesses (SAML core section 1.3.4): 160 bits behind a character with which names may begin. */
export const newId = (): string => `_${randomBytes(20).toString('hex')}`
