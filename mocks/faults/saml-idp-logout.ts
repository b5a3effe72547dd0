import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt } from './rows.ts'

export const samlLogoutFaults: readonly Fault[] = [
  ...faultsAt('saml.logout', 'saml-idp-logout', {
    refused: [
      'a logout that is never done',
      'SAML-SLO',
      { set: { 'status.code': 'urn:oasis:names:tc:SAML:2.0:status:Responder' } },
    ],
    unsigned: [
      'logout messages without a signature',
      'SAMLPROF-4.4.4.2-response',
      { also: ['SAMLCORE-3.7.3.2-tells'], set: { signed: false } },
    ],
    'other-issuer': [
      'logout answers under another name',
      'SAMLPROF-4.4.4.2-response',
      { set: { issuer: 'https://other-idp.example/saml/metadata' } },
    ],
    'other-request': [
      'logout answers to another request',
      'SAMLCORE-3.2.2-in-response-to',
      { set: { inResponseTo: '_another' } },
    ],
    'other-destination': [
      'logout answers that are meant for another address',
      'SAMLBIND-3.4.5.2-destination',
      { also: ['SAMLBIND-3.5.5.2-address'], set: { destination: 'https://other.example/saml/slo' } },
    ],
    'other-name': [
      'logout requests about somebody else',
      'SAMLCORE-3.7.3.2-tells',
      { set: { 'nameId.value': 'somebody-else' } },
    ],
    'partial-untold': [
      'logouts that are called complete when they are not',
      'SAMLCORE-3.7.3.2-partial',
      { remove: ['status.subCode'] },
    ],
  }),
  ...faultsAt('behaviour', 'saml-idp-logout', {
    alone: [
      'a logout of which no other service hears',
      'SAMLCORE-3.7.3.2-tells',
      { also: ['SAML-SLO'], behave: { logout: 'alone' } },
    ],
    anybodys: [
      'a logout by any service that knows a name',
      'SAMLCORE-3.7.3.2-participant',
      { behave: { logout: 'anybodys' } },
    ],
  }),
]
