import type { Exchange, RunResult } from '#reports/model.ts'
import type { Expiry } from './round.ts'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const answerOf = ({ response }: Exchange): Json => {
  if (!response?.start.startsWith('2') || !response.body?.startsWith('{')) return {}
  try {
    const value: unknown = JSON.parse(response.body)
    return isObject(value) ? value : {}
  } catch {
    // Long bodies were cut when they were written down.
    return {}
  }
}

/** As the recorder writes certificates down. */
const CERTIFICATE = /^x5c \(\d+ characters, valid until (\S+)\)$/

/** The certificate of a key itself; those behind it are of authorities (RFC 7517 section 4.7). */
const keysIn = (target: string, answer: Json): readonly Expiry[] => {
  const keys = Array.isArray(answer.keys) ? answer.keys.filter(isObject) : []
  return keys.flatMap(({ kid, x5c }) => {
    const [, until] = CERTIFICATE.exec(String([x5c].flat()[0])) ?? []
    return until === undefined
      ? []
      : [{ target, kind: 'key', name: String(kid ?? 'without kid'), until: Date.parse(until) }]
  })
}

const TOKENS = { access_token: 'access token', id_token: 'ID token', refresh_token: 'refresh token' } as const

/** Milliseconds. What ends sooner is renewed all the time. */
const LONG_LIVED = 86_400_000

const tokensIn = (target: string, answer: Json, at: number): readonly Expiry[] =>
  Object.entries(TOKENS).flatMap(([member, title]) => {
    const token = answer[member]
    const claims = isObject(token) && isObject(token.claims) ? token.claims : {}
    const { exp, azp, aud } = claims
    if (typeof exp !== 'number' || exp * 1000 - at < LONG_LIVED) return []
    return [{ target, kind: 'token', name: `${title} of ${String([azp ?? aud].flat()[0])}`, until: exp * 1000 }]
  })

/** Of several of one name the first to end. */
const earliest = (all: readonly Expiry[]): readonly Expiry[] => {
  const kept = new Map<string, Expiry>()
  for (const each of all) {
    const key = [each.target, each.kind, each.name].join('\n')
    const known = kept.get(key)
    if (!known || each.until < known.until) kept.set(key, each)
  }
  return [...kept.values()]
}

/** Keys with certificates, and tokens that live for more than a day, as the exchanges of a run show them. */
export const expiriesIn = ({ exchanges, targets }: RunResult, at: number): readonly Expiry[] => {
  const ids = new Set(targets.map(({ id }) => id))
  const all = Object.entries(exchanges).flatMap(([key, exchange]): readonly Expiry[] => {
    const target = key.slice(0, key.indexOf('/'))
    if (!ids.has(target)) return []
    if (exchange.label === 'key request') return keysIn(target, answerOf(exchange))
    return exchange.label.startsWith('token request') ? tokensIn(target, answerOf(exchange), at) : []
  })
  return earliest(all)
}

/** Days before the end from which on somebody has to be told, and to be woken. */
export interface Thresholds {
  readonly warning: number
  readonly critical: number
}

export const usualThresholds: Thresholds = { warning: 30, critical: 7 }

export const daysUntil = ({ until }: Pick<Expiry, 'until'>, now: number): number => (until - now) / 86_400_000

export const urgencies = ['none', 'warning', 'critical', 'over'] as const
export type Urgency = (typeof urgencies)[number]

/** A token was issued a moment ago, and however short its life is, that is how long it should be. */
export const urgencyOf = (expiry: Expiry, now: number, { warning, critical }: Thresholds): Urgency => {
  if (expiry.kind === 'token') return 'none'
  const days = daysUntil(expiry, now)
  if (days < 0) return 'over'
  if (days < critical) return 'critical'
  return days < warning ? 'warning' : 'none'
}
