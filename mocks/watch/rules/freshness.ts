import type { fresh } from '../login.ts'
import { param } from '../step.ts'
import { nothing, type Opinion, type Rule, type Scene } from './rule.ts'

/** 128 bits take 22 characters of base64url; what is shorter than this can be guessed or drawn twice. */
const SHORTEST = 16
const FEWEST_KINDS = 6

type Name = (typeof fresh)[number]

const earlierWith = (name: Name, value: string, { earlier }: Scene): string | undefined => {
  const found = earlier.findLast(({ drawn }) => drawn[name] === value)
  return found && `login ${found.number}`
}

const differing = (a: string, b: string): number => [...a].filter((character, index) => character !== b[index]).length

/** Values drawn by chance differ nearly everywhere; counters and times do not. */
const isNextTo = (name: Name, value: string, { earlier }: Scene): boolean =>
  earlier.slice(-20).some(({ drawn }) => {
    const other = drawn[name]
    return (
      other !== undefined &&
      other.length === value.length &&
      other !== value &&
      differing(value, other) <= value.length / 4
    )
  })

const guessable = (name: Name, value: string, scene: Scene): Opinion => {
  if (value.length < SHORTEST) return `The ${name} has ${value.length} characters only, so that it can be guessed.`
  if (/^\d+$/.test(value) && value.length < 30) return `The ${name} is a number, which may be a time or a counter.`
  if (new Set(value).size < FEWEST_KINDS) return `The ${name} is made of hardly more than one character.`
  if (isNextTo(name, value, scene))
    return `The ${name} is nearly the one of an earlier login: it is counted, not drawn by chance.`
  return undefined
}

const isNew =
  (name: Name, missing: Opinion) =>
  (step: Parameters<Rule['look']>[0], scene: Scene): Opinion => {
    const value = param(step, name)
    if (value === undefined) return missing
    const before = earlierWith(name, value, scene)
    return before === undefined ? undefined : `The ${name} is the one of ${before}: it has to be new each time.`
  }

export const freshness: readonly Rule[] = [
  {
    id: 'state.sent',
    cites: 'RP-STATE',
    at: ['asking'],
    right: 'There is a state.',
    look: (step) =>
      param(step, 'state') === undefined
        ? 'There is no state: anybody can send a user back with an answer of theirs.'
        : undefined,
  },
  {
    id: 'state.new',
    cites: 'RP-STATE',
    at: ['asking'],
    right: 'No earlier login had this state.',
    look: isNew('state', nothing),
  },
  {
    id: 'state.unguessable',
    cites: 'RP-STATE',
    at: ['asking'],
    right: 'The state looks drawn by chance, and is long enough.',
    look: (step, scene) => {
      const state = param(step, 'state')
      return state === undefined ? nothing : guessable('state', state, scene)
    },
  },
  {
    id: 'nonce.sent',
    cites: 'RP-NONCE',
    at: ['asking'],
    right: 'There is a nonce.',
    look: (step) =>
      param(step, 'nonce') === undefined
        ? 'There is no nonce: an ID token of another login can be slipped in.'
        : undefined,
  },
  {
    id: 'nonce.new',
    cites: 'RP-NONCE',
    at: ['asking'],
    right: 'No earlier login had this nonce.',
    look: isNew('nonce', nothing),
  },
  {
    id: 'nonce.unguessable',
    cites: 'RP-NONCE',
    at: ['asking'],
    right: 'The nonce looks drawn by chance, and is long enough.',
    look: (step, scene) => {
      const nonce = param(step, 'nonce')
      return nonce === undefined ? nothing : guessable('nonce', nonce, scene)
    },
  },
  {
    id: 'nonce.of-its-own',
    cites: 'RP-NONCE',
    at: ['asking'],
    right: 'State and nonce are two values.',
    look: (step) => {
      const [state, nonce] = [param(step, 'state'), param(step, 'nonce')]
      if (state === undefined || nonce === undefined) return nothing
      return state === nonce ? 'State and nonce are equal: who sees the one in the address knows the other.' : undefined
    },
  },
  {
    id: 'pkce.new',
    cites: 'RP-PKCE',
    at: ['asking'],
    right: 'No earlier login had this challenge.',
    look: isNew('code_challenge', nothing),
  },
]
