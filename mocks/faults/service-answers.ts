import { careless } from './careless.ts'
import { breaking, type Rows, seenAt } from './rows.ts'

const [STATE, ERROR] = ['RP-STATE', 'RP-ERROR']
const CSRF = 'RFC6749-10.12'

const answers: Rows = {
  'state-unread': breaking(careless('a service that does not compare states', STATE, 'state'), CSRF),
  'state-unbound': breaking(careless('a service where a state counts in every browser', STATE, 'state-unbound'), CSRF),
  'state-first-read': breaking(careless('a service that reads the first of two states', STATE, 'answer-doubled'), CSRF),
  'code-from-elsewhere': careless(
    'a service that redeems any code in any session',
    'RFC9700-2.1.1-injection',
    ...['no-pkce', 'nonce'],
  ),
  'iss-unread': breaking(
    careless('a service that does not read iss in an answer', 'RP-ISS-RESPONSE', 'response-issuer'),
    'RFC9207-2.4',
  ),
  'iss-unmissed': seenAt(
    'service-26',
    breaking(
      careless('a service that does not miss iss in an answer', 'RP-ISS-RESPONSE', 'response-issuer'),
      'RFC9207-2.4',
    ),
  ),
  'answers-kept': careless('a service that redeems a code again and again', 'RFC6749-4.1.2-client', 'journey-kept'),
  'answers-anywhere': careless('a service that takes answers at any address', 'RFC9700-4.4.2.2', 'any-path'),
}

const errors: Rows = {
  'tokens-unread': careless(
    'a service that signs in whoever comes back',
    ERROR,
    ...['error-response', 'token-status', 'token-type', 'id-token', 'subject', 'userinfo-status', 'userinfo-subject'],
  ),
  guest: careless('a service that lets in as a guest whom it cannot sign in', ERROR, 'guest'),
  'guest-of-the-slow': careless('a service that lets in as a guest who had to wait', ERROR, 'guest', 'impatient'),
  'failure-kept': careless('a service where a login that failed is the last one', ERROR, 'sulking'),
  'failure-explained': careless('a service that shows its stack to users', ERROR, 'trace-shown'),
  'failure-as-markup': careless('a service that shows whatever the issuer says', ERROR, 'markup-shown'),
}

const ABOUT = 'RP-USERINFO-SUB'
const COMPARE = 'OIDCC-5.3.2-compare'

const userinfo: Rows = {
  'userinfo-unread': breaking(
    careless('a service that takes userinfo about anybody', ABOUT, 'userinfo-subject'),
    COMPARE,
  ),
  'userinfo-decoded': breaking(
    careless('a service that takes userinfo from anybody', ABOUT, 'userinfo-signature', 'userinfo-subject'),
    COMPARE,
  ),
}

export const answerRows: Rows = { ...answers, ...errors, ...userinfo }
