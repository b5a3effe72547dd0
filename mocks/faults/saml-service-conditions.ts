import { carelessProvider as careless } from './careless.ts'
import { breaking, type Rows } from './rows.ts'

const CONDITIONS = 'SAML-SP-CONDITIONS'

const unread = (title: string, also: readonly string[], ...what: readonly string[]): Rows[string] =>
  breaking(careless(`a service provider ${title}`, CONDITIONS, ...what), ...also)

const REQUEST = ['SAMLPROF-4.1.4.3-request']
const ISSUER = ['SAMLPROF-4.1.4.2-issuer']
const DESTINATION = ['SAMLCORE-3.2.2-destination', 'SAMLBIND-3.5.5.2']
const BEARER = ['bearer', 'recipient', 'confirmation-expiry', 'confirmation-in-response-to']

const responses: Rows = {
  'destination-unread': unread('that does not read where a response goes', DESTINATION, 'destination'),
  'destination-unneeded': unread(
    'that needs no destination',
    ['SAMLBIND-3.5.5.2'],
    ...['destination', 'destination-missing'],
  ),
  'request-unread': unread(
    'that does not read to what a response answers',
    REQUEST,
    ...['in-response-to', 'confirmation-in-response-to'],
  ),
  'issuer-unread': unread('that does not read who sent a response', ISSUER, ...['response-issuer', 'assertion-issuer']),
  'status-unread': unread('that does not read the status', ['SAMLCORE-3.2.2.2'], 'status'),
  'guests-welcome': unread(
    'that lets in as a guest whom it cannot sign in',
    ['SAMLCORE-3.2.2.2', 'SAML-SP-SIGNATURE'],
    'guest',
  ),
  'other-environment': unread('that believes the other environment', ISSUER, 'other-environment'),
  unsolicited: careless('a service provider that takes what it did not ask for', 'SAMLPROF-4.1.5', 'unsolicited'),
}

const assertions: Rows = {
  'audience-unread': unread('that does not read for whom an assertion is', ['SAMLCORE-2.5.1.4'], 'audience'),
  'audience-unneeded': unread('that needs no audience', [], 'audience-missing'),
  'end-unread': unread('whose assertions are never over', ['SAMLCORE-2.5.1.2'], 'not-on-or-after'),
  'beginning-unread': unread('whose assertions are always valid', ['SAMLCORE-2.5.1.2'], 'not-before'),
  'age-unread': unread('that does not read how old an assertion is', [], 'issued'),
  'conditions-unknown': unread('that skips conditions that it does not know', ['SAMLCORE-2.5.1.1'], 'condition'),
  'version-unread': unread('that does not read versions', ['SAMLCORE-4.1.2'], 'version'),
  'assertion-issuer-unread': unread('that does not read who made an assertion', ISSUER, 'assertion-issuer'),
  'confirmation-end-unread': unread(
    'whose confirmations are never over',
    ['SAMLPROF-4.1.4.3-expiry'],
    'confirmation-expiry',
  ),
  'recipient-unread': unread('that does not read recipients', ['SAMLPROF-4.1.4.3-recipient'], 'recipient'),
  'confirmation-request-unread': unread(
    'that does not read to what a confirmation answers',
    REQUEST,
    'confirmation-in-response-to',
  ),
  'confirmation-unread': unread('that reads no confirmation', ['SAMLPROF-4.1.4.3-bearer'], ...BEARER),
}

const REPLAY = ['SAMLPROF-4.1.4.5', 'SAMLCORE-2.5.1.5']

const browsers: Rows = {
  'replay-taken': unread('that takes a response twice', REPLAY, 'replay', 'request-kept'),
  'replay-taken-anywhere': unread(
    'that takes a response twice, in any browser',
    REPLAY,
    ...['replay', 'request-kept', 'request-unbound'],
  ),
  'request-of-any-browser': unread('that takes the response to the request of anybody', REQUEST, 'request-unbound'),
}

/** What a service provider may get wrong with what an assertion is good for. */
export const conditionRows: Rows = { ...responses, ...assertions, ...browsers }
