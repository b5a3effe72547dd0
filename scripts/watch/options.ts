import { InvalidArgumentError } from 'commander'
import { durationOf } from '#monitor/durations.ts'
import { usualThresholds } from '#monitor/expiries.ts'
import { politeSelection } from '#monitor/selection.ts'
import type { RunCommandOptions } from '../run/options.ts'

export interface WatchCommandOptions extends RunCommandOptions {
  /** Milliseconds. */
  readonly every: number
  readonly once: boolean
  readonly nagios: boolean
  readonly history?: string
  readonly list: boolean
  /** Milliseconds. */
  readonly keep: number
  readonly metrics?: string
  readonly metricsPort?: number
  readonly metricsHost: string
  /** Days. */
  readonly warningDays: number
  readonly criticalDays: number
}

export const DEFAULTS = {
  every: 15 * 60_000,
  keep: 90 * 86_400_000,
  history: 'reports/history',
  metricsHost: '127.0.0.1',
  ...{ warningDays: usualThresholds.warning, criticalDays: usualThresholds.critical },
} as const

/** Faster would be a load test. */
const SHORTEST = 10_000

export const duration = (text: string): number => {
  const value = durationOf(text)
  if (value !== undefined) return value
  throw new InvalidArgumentError('Write a number and s, m, h or d: 30s, 15m, 2h, 90d.')
}

export const interval = (text: string): number => {
  const value = duration(text)
  if (value >= SHORTEST) return value
  throw new InvalidArgumentError('Make it 10s or more: others use this issuer as well.')
}

export const port = (text: string): number => {
  const value = Number(text)
  if (/^\d+$/.test(text) && value <= 65_535) return value
  throw new InvalidArgumentError('Make it a port, or 0 for any that is free.')
}

export const days = (text: string): number => {
  const value = Number(text)
  if (/^\d+$/.test(text) && value <= 3_650) return value
  throw new InvalidArgumentError('Make it a whole number of days.')
}

const choosesScenarios = ({ scenario, tag, requirement }: RunCommandOptions): boolean =>
  scenario.length + tag.length + requirement.length > 0

/** Whether nothing was asked for, so that little is played. */
export const isPolite = (options: RunCommandOptions): boolean => !choosesScenarios(options)

export const withSelection = (options: WatchCommandOptions): WatchCommandOptions =>
  isPolite(options) ? { ...options, scenario: politeSelection } : options
