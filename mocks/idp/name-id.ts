import { createHmac } from 'node:crypto'
import { newId } from '#mocks/saml/message-id.ts'
import type { NameId } from '#mocks/saml/messages.ts'
import { nameIdFormats } from '#mocks/saml/names.ts'
import type { Asked, Idp } from './state.ts'

/** The format that is asked for, or the usual one that the service reads; undefined for what is not to be had. */
export const formatFor = ({ saml }: Idp, { sp, request }: Asked): string | undefined => {
  const asked = request?.nameIdPolicy?.format
  if (asked !== undefined && asked !== nameIdFormats.unspecified) return saml.nameIdFormats.find((uri) => uri === asked)
  return sp.metadata.nameIdFormats.find((uri) => saml.nameIdFormats.includes(uri)) ?? saml.nameIdFormats[0]
}

/** SAML core section 8.3.7: the same for one person at one service, and another at every other. */
const persistentOf = ({ issuer, saml }: Idp, subject: string, entityId: string): NameId => ({
  value: createHmac('sha256', issuer.profile.id).update(`${subject} ${entityId}`).digest('hex'),
  format: nameIdFormats.persistent,
  nameQualifier: saml.entityId,
  spNameQualifier: entityId,
})

export const nameIdFor = (idp: Idp, format: string, subject: string, entityId: string): NameId =>
  format === nameIdFormats.persistent ? persistentOf(idp, subject, entityId) : { value: newId(), format }
