import { describe, expect, test } from 'vitest'
import type { Attack } from '#mocks/faults/attacks/attack.ts'
import { samlAttacks, samlVariations } from '#mocks/faults/saml-attacks.ts'
import type { Carelessness } from './looks.ts'
import { stand } from './testing/stand.ts'

const { service, visit } = stand()

const cut: readonly Carelessness[] = ['first-text', 'subject']

/** Who falls for it: by the end of the id of an attack. */
const fallenBy: Readonly<Record<string, readonly Carelessness[]>> = {
  'saml-signature.none': ['signed'],
  'saml-signature.stranger': ['signer'],
  'saml-signature.stranger-unnamed': ['signature-value'],
  'saml-signature.stranger-disguised': ['signature-value'],
  'saml-signature.hmac-of-public-key': ['hmac'],
  'saml-signature.digest-of-nothing': ['digest-empty'],
  'saml-signature.no-reference': ['reference'],
  'saml-signature.transform-unknown': ['transforms'],
  'saml-signature.sha1': ['sha1'],
  // The signature of the response is about that of the assertion, too.
  'saml-signature.broken': ['signature-value', 'digest'],
  'saml-signature.tampered': ['digest', 'subject'],
  'saml-signature.digest-comment': ['digest-comment'],
  'saml-signature.two-signed-info': ['signed-info'],
  'saml-signature.two-signed-info-last': ['signed-info'],
  'saml-wrapping.xsw1': ['assertion-of-root'],
  'saml-wrapping.xsw2': ['assertion-of-root'],
  'saml-wrapping.xsw3': ['first-assertion'],
  'saml-wrapping.xsw4': ['assertion-of-root'],
  'saml-wrapping.xsw5': ['first-assertion'],
  'saml-wrapping.xsw6': ['first-assertion'],
  'saml-wrapping.xsw7': ['first-assertion', 'ids'],
  'saml-wrapping.xsw8': ['assertion-of-root'],
  'saml-wrapping.same-id-before': ['other-of-doubled'],
  'saml-wrapping.same-id-behind': ['other-of-doubled'],
  'saml-wrapping.unsigned-behind': ['last-assertion'],
  'saml-wrapping.without-id': ['first-assertion'],
  'saml-text.comment': cut,
  'saml-text.characters': cut,
  'saml-text.instruction': ['instructions-read'],
  'saml-text.doctype': ['doctype'],
  'saml-text.entity': ['doctype', 'entities-expanded'],
  'saml-text.no-xml': ['guest'],
  'saml-text.empty': ['guest'],
  'saml-text.half': ['guest'],
  'saml-conditions.audience-other': ['audience'],
  'saml-conditions.audience-second': ['audience'],
  'saml-conditions.audience-missing': ['audience-missing'],
  'saml-conditions.expired': ['not-on-or-after'],
  'saml-conditions.not-yet': ['not-before'],
  'saml-conditions.condition-unknown': ['condition'],
  'saml-conditions.version-other': ['version'],
  'saml-conditions.issuer-other': ['assertion-issuer'],
  'saml-conditions.issued-long-ago': ['issued'],
  'saml-confirmation.expired': ['confirmation-expiry'],
  'saml-confirmation.never-over': ['confirmation-expiry'],
  'saml-confirmation.recipient-other': ['recipient'],
  'saml-confirmation.recipient-missing': ['recipient'],
  'saml-confirmation.request-other': ['confirmation-in-response-to'],
  'saml-confirmation.holder-of-key': ['bearer'],
  'saml-confirmation.missing': ['bearer', 'recipient', 'confirmation-expiry', 'confirmation-in-response-to'],
  'saml-response.destination-other': ['destination'],
  'saml-response.destination-longer': ['destination'],
  'saml-response.destination-missing': ['destination-missing'],
  'saml-response.request-other': ['in-response-to'],
  'saml-response.issuer-other': ['response-issuer'],
  'saml-response.error': ['guest'],
  'saml-response.error-with-assertion': ['status'],
  'saml-response.success-without-assertion': ['guest'],
  'saml-response.unsolicited': ['unsolicited'],
  'saml-encryption.gcm': ['encrypted-unread'],
  'saml-encryption.cbc': ['encrypted-unread'],
  'saml-encryption.for-another': ['guest'],
  'saml-encryption.broken': ['guest'],
  'saml-encryption.unsigned': ['encrypted-believed'],
  'saml-attributes.second-address': ['single-values'],
  'saml-attributes.unknown': ['attributes-foreseen'],
  'saml-attributes.unfriendly': ['friendly-names'],
  'saml-attributes.friendly-lies': ['friendly-names'],
  'saml-attributes.without-value': ['values-needed'],
  'saml-attributes.bare-oids': ['subject'],
}

const nameOf = ({ id }: Attack): string => id.replace('attack.', '')

/** Whom the service takes for whom, or nobody. */
const signedIn = async (attack: Attack, careless: readonly Carelessness[]): Promise<string> => {
  const ada = visit(await service(careless))
  const answer = await ada.logIn([attack])
  const me = await ada.me()
  return me === undefined ? `nobody (${answer.text.match(/<p>(.*?)<\/p>/)?.[1]})` : String(me.user)
}

/** Another machine is needed for these, or another message. */
const isPlayable = ({ id, at }: Attack): boolean =>
  at !== 'behaviour' && !/^attack\.saml-(logout|replay)\./.test(id) && !id.endsWith('entity-external')

const named = (attacks: readonly Attack[]) =>
  attacks.filter(isPlayable).map((attack) => [nameOf(attack), attack] as const)

const ADA = 'ada@aai.openaire.eu'

describe.for(named(samlAttacks))('%s', ([name, attack]) => {
  test('does not harm a right service provider', async () => {
    expect(await signedIn(attack, [])).toMatch(attack.oneself === 'fine' ? /^(nobody|ada@aai.openaire.eu$)/ : /^nobody/)
  })

  test('harms a careless one', async () => {
    expect(await signedIn(attack, fallenBy[name] ?? [])).not.toMatch(
      attack.oneself === 'fine' ? /^(nobody|ada@aai.openaire.eu$)/ : /^nobody/,
    )
  })
})

describe.for(named(samlVariations))('%s', ([name, variation]) => {
  test('is no matter to a right service provider', async () => {
    expect(await signedIn(variation, [])).toBe(ADA)
  })

  test('is one to a careless one', async () => {
    expect(await signedIn(variation, fallenBy[name] ?? [])).not.toBe(ADA)
  })
})
