import type { Party } from './party.ts'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const JWT = /\bey[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g
/** As Java writes a date, and as MITREid does. */
const DATE = /\b[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d [\d:]{8} [A-Z]{3,4} \d{4}\b|\b\d{4}-\d\d-\d\dT[\d:]{8}(?:[+-]\d{4}|Z)/g
const USER_CODE = /\b[A-Z]{4}-[A-Z]{4}\b/g
/** Seconds, or milliseconds, since the epoch. */
const TIME = /\b1[6-9]\d{8}(?:\d{3})?\b/g
const RANDOM = /^[A-Za-z0-9_-]{16,}$/

/** Members, parameters and claims whose values nobody can foretell; what is compared is how they are made up. */
const VOLATILE = new Set([
  ...['access_token', 'at_hash', 'c_hash', 'code', 'device_code', 'execution', 'form_code', 'jti', 'kid', 'n', 'nonce'],
  ...[
    'refresh_token',
    's_hash',
    'session_code',
    'session_state',
    'sid',
    'tab_id',
    'user_code',
    'x5t',
    'x5t#S256',
    'id',
  ],
  ...['client_data', 'device_user_code', 'public_key', '_csrf', 'csrf', 'sig', 'x5c', 'reuse_id', 'request_uri'],
])

/** `<uuid>`, `<43>` for 43 random characters; separators and short words stay. */
const piece = (text: string): string => {
  if (text === '<uuid>' || text === '<jwt>' || text === '<AAAA-AAAA>') return text
  if (text.length > 300) return '<long>'
  return RANDOM.test(text) || /\d/.test(text) || /[A-Z]/.test(text) ? `<${text.length}>` : text
}

const shapeOf = (text: string): string => {
  if (/[+/=]/.test(text) || text.length > 300) return text.startsWith('<') ? text : '<long>'
  return text
    .split(/([.:])/)
    .map((each) => (/^[.:]?$/.test(each) ? each : piece(each)))
    .join('')
}

export type Normalise = (text: string, name?: string) => string

/** Seconds that run while we look: what is left of half an hour counts as half an hour. */
export const roundedUp = (value: number): number => {
  const unit = value > 120 ? 60 : 10
  return Math.ceil(value / unit) * unit
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Replaces what differs from run to run and from server to server: origin, identifiers, tokens, times. */
export const normaliserFor = ({ origin }: Party): Normalise => {
  const { host } = new URL(origin)
  const places = [origin, encodeURIComponent(origin), encodeURIComponent(encodeURIComponent(origin)), host]
  const place = new RegExp([...places, encodeURIComponent(host)].map(escaped).join('|'), 'g')
  return (text, name = '') => {
    const general = text
      .replace(place, (found) => (found.includes('//') || found.includes('%2F') ? '{origin}' : '{host}'))
      .replace(JWT, '<jwt>')
      .replace(UUID, '<uuid>')
      .replace(/<uuid>-\d+\b/g, '<uuid>-<n>')
      .replace(DATE, '<date>')
      .replace(TIME, '<time>')
      .replace(USER_CODE, '<AAAA-AAAA>')
    if (name === 'scope') return general.split(' ').sort().join(' ')
    return VOLATILE.has(name) && general !== '' ? shapeOf(general) : general
  }
}
