import type { Software } from '#libraries/software.ts'
import { systemClock } from '#mocks/wire/clock.ts'
import { notHere } from '../real/play.ts'
import { inLanes } from './lanes.ts'
import { playRow, type Subject } from './play.ts'
import type { Row } from './row.ts'

/** Those asked for by their ids, all where none is; ends the process where there is no such one. */
export const chosen = <S extends Software>(all: readonly S[], ids: readonly string[]): readonly S[] => {
  const stranger = ids.find((id) => !all.some((each) => each.id === id))
  if (stranger === undefined) return all.filter(({ id }) => ids.length === 0 || ids.includes(id))
  console.error(`There is no "${stranger}": there are ${all.map(({ id }) => id).join(', ')}.`)
  process.exit(2)
}

export interface Measuring {
  /** How many are played at at the same time. */
  readonly lanes: number
  /** Ids or beginnings of them; all for services when empty. */
  readonly scenarios: readonly string[]
}

/** Says of each when it is through, and how long it took. */
export const measure = (subjects: readonly Subject[], { lanes, scenarios }: Measuring): Promise<readonly Row[]> => {
  // Each service that runs listens for the end of the process.
  process.setMaxListeners(100)
  // Most of the time something is waited for: what libraries keep has to get old.
  return inLanes(lanes, subjects, async (subject) => {
    const began = systemClock()
    const row = await playRow(subject, { clock: systemClock, scenarios })
    const seconds = Math.round((systemClock() - began) / 1000)
    console.error(`${subject.software.id}: ${row.failure ?? `${row.results.length} scenarios, ${seconds} s`}`)
    return row
  })
}

export const today = (): string => new Date(systemClock()).toISOString().slice(0, 10)

const isMissing = ({ version }: Row): boolean => version === undefined

/** 0 when all was played, 2 when something could not be, 77 when nothing of it is installed here. */
export const codeOf = (rows: readonly Row[]): number => {
  if (rows.every(isMissing)) return notHere
  return rows.some((row) => row.failure !== undefined && !isMissing(row)) ? 2 : 0
}
