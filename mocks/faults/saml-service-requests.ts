import { carelessProvider } from './careless.ts'
import type { Rows } from './rows.ts'

const careless = (title: string, breaks: string, ...what: readonly string[]): Rows[string] =>
  carelessProvider(`a service provider ${title}`, breaks, ...what)

const [ID, HEAD, ANSWER] = ['SAMLCORE-1.3.4', 'SAMLCORE-3.2.1', 'SAMLCORE-3.4.1']
const SIGNED = 'SAMLBIND-3.4.4.1'

const requests: Rows = {
  'id-constant': careless('whose requests have one ID', ID, 'request-id-constant'),
  'id-short': careless('whose requests can be guessed', ID, 'request-id-short'),
  'id-digit': careless('whose requests have IDs that are none', HEAD, 'request-id-digit'),
  'version-old': careless('whose requests are of SAML 1.1', HEAD, 'request-version'),
  'request-old': careless('whose clock is late', HEAD, 'request-old'),
  'request-to-come': careless('whose clock is early', HEAD, 'request-to-come'),
  'destination-wrong': careless('whose requests are for somebody else', HEAD, 'request-destination'),
  'destination-missing': careless('whose requests are for anybody', HEAD, 'request-destination-missing'),
  'request-disordered': careless('whose requests go against their schema', HEAD, 'request-disordered'),
  'issuer-wrong': careless('that goes by another name', 'SAMLPROF-4.1.4.1', 'request-issuer'),
  'acs-unnamed': careless('that wants the answer where nobody knows it', ANSWER, 'request-acs'),
  'binding-wrong': careless('that wants the answer by Redirect', ANSWER, 'request-binding'),
  'signature-missing': careless('that announces signatures and sends none', SIGNED, 'request-unsigned'),
  'signature-broken': careless('whose signatures do not verify', SIGNED, 'request-signature-broken'),
  'sha1-used': careless('that signs with SHA-1', 'XMLDSIG-6.1', 'request-sha1'),
  'relay-state-long': careless('whose RelayState is too long', 'SAMLBIND-3.4.3', 'relay-state-long'),
}

const [AUTHENTICATED, SENDER, LEAVING] = ['SAMLPROF-4.4.4.1', 'SAMLCORE-3.7.3.1', 'SAMLPROF-4.4.3']

const logouts: Rows = {
  'logout-unverified': careless('that lets anybody sign users out', AUTHENTICATED, 'logout-signed'),
  'logout-unverified-soap': careless('that lets anybody sign users out by SOAP', AUTHENTICATED, 'logout-signed-soap'),
  'logout-issuer-unread': careless('that does not read who wants a logout', SENDER, 'logout-issuer'),
  'logout-subject-unread': careless('that signs out everybody', SENDER, 'logout-subject'),
  'logout-expiry-unread': careless('whose logout requests are never over', 'SAMLCORE-3.7.1', 'logout-expiry'),
  'logout-destination-unread': careless(
    'that takes logout requests for others',
    'SAMLCORE-3.2.1-received',
    'logout-destination',
  ),
  'logout-replay-taken': careless('that takes logout requests twice', SENDER, 'logout-replay', 'logout-subject'),
  'logout-unheard': careless('that stays when it is told to leave', SENDER, 'logout-unheard'),
  'logout-unheard-soap': careless('that stays when it is told by SOAP to leave', SENDER, 'logout-unheard-soap'),
  'logout-of-cookie': careless('that signs out whoever brings a logout request', SENDER, 'logout-of-cookie'),
  'logout-local': careless('that leaves the session at the identity provider', LEAVING, 'logout-local'),
  'logout-unsigned': careless('that asks for logouts unsigned', LEAVING, 'logout-unsigned'),
  'logout-nameless': careless('that does not say which session ends', LEAVING, 'logout-nameless'),
  'logout-forgotten': careless('that forgets its own session at a logout', LEAVING, 'logout-forgotten'),
  'logout-cookie-only': careless('that keeps a session without its cookie', LEAVING, 'logout-cookie-only'),
}

/** What a service provider may get wrong with what it sends, and with logouts. */
export const requestRows: Rows = { ...requests, ...logouts }
