import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { existingHistory, HISTORY_FILE, type History, openHistory } from './history.ts'
import { DAY, goodRound, NOW, resultOf } from './testing/rounds.ts'

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'aai-history-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

const open = (path?: string): History => {
  const history = openHistory(path)
  onTestFinished(history.close)
  return history
}

const good = (at = NOW) => ({ ...goodRound({ scenarios: { a: 'pass' } }), at })
const failed = (at = NOW) => ({ ...good(at), standings: [], failure: { message: 'gone', ours: false } })
const news = { first: true as const, nearing: [] }

test('a new history knows nothing', () => {
  expect(open().known('live')).toEqual({})
})

test('what was stored is known to the next process', () => {
  const path = join(folder(), 'below', 'there')
  const result = resultOf({ scenarios: { a: 'pass' }, facts: { size: 7 } })
  const first = openHistory(path)
  first.add({ series: 'live', round: good(), news }, result)
  first.add({ series: 'live', round: good(NOW + 1) }, undefined)
  first.add({ series: 'live', round: failed(NOW + 2), news: { failure: failed().failure, nearing: [] } }, undefined)
  first.close()
  const history = open(path)
  expect(history.known('live')).toEqual({ last: failed(NOW + 2), good: good(NOW + 1), told: result })
  expect(history.known('other')).toEqual({})
  expect([...history.entries()].map(({ round, news }) => [round.at - NOW, news !== undefined])).toEqual([
    [0, true],
    [1, false],
    [2, true],
  ])
})

test('rounds that are too old go, but what the next is compared with stays', () => {
  const history = open()
  const result = resultOf({ scenarios: { a: 'pass' } })
  history.add({ series: 'live', round: good(NOW - 5 * DAY), news }, result)
  history.add({ series: 'live', round: good(NOW - 4 * DAY), news }, result)
  history.add({ series: 'live', round: good(NOW - 3 * DAY) }, undefined)
  history.add({ series: 'live', round: failed(NOW - 2 * DAY) }, undefined)
  history.add({ series: 'live', round: failed(NOW - DAY) }, undefined)
  history.forget(NOW)
  expect([...history.entries()].map(({ round }) => (round.at - NOW) / DAY)).toEqual([-4, -3, -1])
  expect(history.known('live')).toMatchObject({ last: failed(NOW - DAY), good: good(NOW - 3 * DAY), told: result })
})

test('what changed nothing takes little room', () => {
  const path = folder()
  const history = open(path)
  const count = 96
  for (let round = 0; round < count; round += 1) history.add({ series: 'live', round: good(NOW + round) }, undefined)
  const database = new DatabaseSync(join(path, HISTORY_FILE))
  onTestFinished(() => database.close())
  const pages = Number(database.prepare('PRAGMA page_count').get()?.page_count)
  const size = Number(database.prepare('PRAGMA page_size').get()?.page_size)
  expect((pages * size) / count).toBeLessThan(1_500)
})

test('what cannot be written is known all the same, and said; what is written later counts', () => {
  const path = folder()
  const history = open(path)
  const result = resultOf({ scenarios: { a: 'pass' } })
  history.add({ series: 'live', round: good(NOW), news }, result)
  const other = new DatabaseSync(join(path, HISTORY_FILE))
  other.exec(`CREATE TRIGGER full BEFORE INSERT ON rounds BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`)
  expect(history.add({ series: 'live', round: good(NOW + 1) }, undefined)).toMatch(
    /^The round cannot be kept in .*aai-history\.sqlite \(the disk is full\): make room/,
  )
  expect(history.known('live')).toEqual({ last: good(NOW + 1), good: good(NOW + 1), told: result })
  other.exec('DROP TRIGGER full')
  other.close()
  expect(history.add({ series: 'live', round: failed(NOW + 2) }, undefined)).toBeUndefined()
  expect(history.known('live')).toEqual({ last: failed(NOW + 2), good: good(NOW + 1), told: result })
})

test('a folder that cannot be made is one sentence', () => {
  const path = folder()
  writeFileSync(join(path, 'file'), '')
  expect(() => openHistory(join(path, 'file'))).toThrow(
    /aai-history\.sqlite cannot be made \(EEXIST.*Name another folder/,
  )
  expect(existingHistory(path)).toBeUndefined()
})

test('a file that is no history is left as it is, with one sentence', () => {
  const path = folder()
  writeFileSync(join(path, HISTORY_FILE), 'something else entirely, of some length')
  expect(() => openHistory(path)).toThrow(/aai-history\.sqlite cannot be used \(.*\)\. Name another folder/)
})

test.for(['CREATE TABLE mine (x)', 'PRAGMA user_version = 2'])('another database is left as it is: %s', (sql) => {
  const path = folder()
  const database = new DatabaseSync(join(path, HISTORY_FILE))
  database.exec(sql)
  database.close()
  expect(() => openHistory(path)).toThrow(/is no history that this version of aai can read/)
})
