import type { Attack } from './attacks.ts'

const JSON_TYPE = { 'Content-Type': 'application/json' }

const refused = (error: string, status = 400) => ({ status, headers: JSON_TYPE, body: `{"error":"${error}"}` })

const down = { status: 503, headers: { 'Content-Type': 'text/html' }, body: '<h1>Service Unavailable</h1>' }

const device: readonly Attack[] = [
  {
    id: 'attack.device.interval-long',
    title: 'a device code for which one asks every six seconds',
    tries: 'RFC8628-3.5-interval',
    at: 'device.response',
    set: { interval: 6 },
  },
  {
    id: 'attack.device.slow-down',
    title: 'an issuer that is asked too often',
    tries: 'RFC8628-3.5-slow-down',
    at: 'behaviour',
    sees: ['device.slow-down'],
  },
  {
    id: 'attack.device.expired',
    title: 'a device code that has expired',
    tries: 'RFC8628-3.5-stops',
    at: 'behaviour',
    sees: ['device.expired'],
  },
  {
    id: 'attack.device.unknown',
    title: 'a device code that the issuer has forgotten',
    tries: 'RFC8628-3.5-stops',
    at: 'behaviour',
    sees: ['device.code-spent'],
  },
  {
    id: 'attack.device.refused',
    title: 'a device endpoint that refuses the client',
    tries: 'RP-ERROR',
    at: 'answer',
    on: 'deviceAuthorization',
    answer: refused('unauthorized_client'),
  },
]

const token: readonly Attack[] = [
  {
    id: 'attack.grant.client-refused',
    title: 'a token endpoint that does not know the client',
    tries: 'RP-ERROR',
    at: 'answer',
    on: 'token',
    answer: refused('invalid_client', 401),
  },
  {
    id: 'attack.grant.target-refused',
    title: 'a token endpoint that gives no tokens for this audience',
    tries: 'RP-ERROR',
    at: 'answer',
    on: 'token',
    answer: refused('invalid_target'),
  },
  {
    id: 'attack.grant.down',
    title: 'a token endpoint that is down',
    tries: 'RP-ERROR',
    at: 'answer',
    on: 'token',
    answer: down,
  },
]

const introspection: readonly Attack[] = [
  {
    id: 'attack.introspection.inactive',
    title: 'a token that is not active any more',
    tries: 'RFC7662-2.2-heeded',
    at: 'introspection.response',
    set: { active: false },
  },
  {
    id: 'attack.introspection.refused',
    title: 'an introspection endpoint that does not know the client',
    tries: 'RP-ERROR',
    at: 'answer',
    on: 'introspection',
    answer: refused('invalid_client', 401),
  },
  {
    id: 'attack.introspection.down',
    title: 'an introspection endpoint that is down',
    tries: 'RP-ERROR',
    at: 'answer',
    on: 'introspection',
    answer: down,
  },
]

/** What programs of the command line must not fall for. */
export const toolAttacks: readonly Attack[] = [...device, ...token, ...introspection]
