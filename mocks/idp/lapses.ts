import type { AuthnRequest, LogoutRequest, LogoutResponse } from '#mocks/saml/messages.ts'
import { bindings } from '#mocks/saml/names.ts'
import type { Call } from '#mocks/wire/message.ts'
import type { ServiceProvider } from './service-provider.ts'
import type { Idp } from './state.ts'

type Message = AuthnRequest | LogoutRequest | LogoutResponse

/** Whoever asks, registered or not, where a fault makes the provider blind to that: it answers where it is told to. */
export const strangerFrom = ({ issuer }: Idp, message: Message): ServiceProvider | undefined => {
  if (!issuer.faults.skips('saml.issuer-unknown')) return undefined
  const location = 'assertionConsumerServiceUrl' in message ? message.assertionConsumerServiceUrl : undefined
  return {
    metadata: {
      entityId: message.issuer ?? '',
      keys: [],
      nameIdFormats: [],
      singleLogout: [],
      assertionConsumers: location === undefined ? [] : [{ binding: bindings.post, location, index: 0 }],
    },
  }
}

const DOCTYPE = /<!DOCTYPE[^[>]*(\[[^\]]*\]\s*)?>/

/** As a parser reads it that does not mind a document type declaration. */
export const withoutDoctype = (call: Call): Call => {
  const packed = call.form?.get('SAMLRequest')
  if (!call.form || !packed) return call
  const text = Buffer.from(packed, 'base64').toString('utf8').replace(DOCTYPE, '')
  const form = new URLSearchParams(call.form)
  form.set('SAMLRequest', Buffer.from(text).toString('base64'))
  return { ...call, form }
}
