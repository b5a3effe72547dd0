import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, breaking, faultsAt, rewriting } from './rows.ts'

interface Whole {
  readonly endpoints: readonly { readonly location: string }[]
}

export const samlRequestFaults: readonly Fault[] = [
  ...faultsAt('saml.request', 'saml-idp', {
    'force-ignored': [
      'an identity provider that does not look at ForceAuthn',
      'SAMLCORE-3.4.1-force',
      { remove: ['forceAuthn'] },
    ],
    'passive-ignored': [
      'an identity provider that does not look at IsPassive',
      'SAMLCORE-3.4.1-passive',
      { remove: ['isPassive'] },
    ],
    'policy-ignored': [
      'an identity provider that gives whatever identifier it has',
      'SAMLCORE-3.4.1.1-format',
      { remove: ['nameIdPolicy'] },
    ],
    'default-address-only': [
      'an identity provider that answers at the default address, whichever was named',
      'SAMLCORE-3.4.1-index',
      { also: ['SAML-SSO'], set: { acs: (_: unknown, { endpoints }: Whole) => endpoints[0]?.location } },
    ],
    'last-address-only': [
      'an identity provider that answers at the last address, whichever was named',
      'SAMLCORE-3.4.1-index',
      { also: ['SAML-SSO'], set: { acs: (_: unknown, { endpoints }: Whole) => endpoints.at(-1)?.location } },
    ],
    'relay-state-lost': [
      'an identity provider that brings no RelayState back',
      'SAMLBIND-3.4.3-relay-state',
      { also: ['SAMLBIND-3.5.3-relay-state'], remove: ['relayState'] },
    ],
    'relay-state-decoded': [
      'an identity provider that decodes RelayState twice',
      'SAMLBIND-3.4.3-relay-state',
      { also: ['SAMLBIND-3.5.3-relay-state'], set: { relayState: rewriting((old) => old.replaceAll('%20', ' ')) } },
    ],
  }),
  ...faultsAt('behaviour', 'saml-idp', {
    'acs-anywhere': breaking(
      blind('SAML-UNREGISTERED', 'an identity provider that answers at whatever address is named', 'saml.acs-unknown'),
      'SAMLCORE-3.4.1-acs',
    ),
    'index-anything': blind(
      'SAML-UNREGISTERED',
      'an identity provider that takes an unknown index for the default one',
      'saml.acs-index-unknown',
    ),
    'anybody-asks': blind('SAML-UNREGISTERED', 'an identity provider that answers whoever asks', 'saml.issuer-unknown'),
    'unsigned-taken': breaking(
      blind(
        'SAMLMD-2.4.4-unsigned',
        'an identity provider that takes requests without the signature that was promised',
        'saml.signature-missing',
      ),
      'SAMLPROF-4.4.4.1-requester',
    ),
    'signature-unseen': breaking(
      blind('SAMLBIND-3.4.4.1-signature', 'an identity provider that verifies no signature', 'saml.signature-invalid'),
      'SAMLCORE-3.2.1-signature',
      'SAMLPROF-4.4.4.1-requester',
    ),
    'destination-unseen': blind(
      'SAMLCORE-3.2.1-destination',
      'an identity provider that takes requests meant for others',
      'saml.destination-wrong',
    ),
    'version-unseen': blind(
      'SAMLCORE-4.1.3.1-version',
      'an identity provider that takes every version of SAML',
      'saml.version-wrong',
    ),
    'doctype-read': blind(
      'OWASP-XXE-doctype',
      'an identity provider that reads document type declarations',
      'saml.message-unreadable',
    ),
    'consent-unheard': [
      'an identity provider that tells of users who refused',
      'SAMLPROF-4.1.4.1-refusal',
      { behave: { samlConsent: 'unheard' } },
    ],
    'answers-by-get': ['answers that travel in the address', 'SAMLBIND-3.5.4-form', { behave: { samlForm: 'get' } }],
  }),
  ...faultsAt('answer', 'saml-idp', {
    'kept-by-caches': [
      'answers that caches may keep',
      'SAMLBIND-3.5.5.1-cache',
      { on: 'saml-consent', set: { 'Cache-Control': 'public, max-age=3600' } },
    ],
  }),
]
