import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync, gzipSync } from 'node:zlib'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { makeFolder } from '#reports/folder.ts'
import type { RunResult } from '#reports/model.ts'
import { parseResult } from '#reports/read.ts'
import { resultText } from '#reports/write.ts'
import type { Known, News } from './news.ts'
import type { Round } from './round.ts'

export const HISTORY_FILE = 'aai-history.sqlite'

/** Raised whenever the tables change. */
const VERSION = 1

/** Another process may be writing; milliseconds. */
const PATIENCE = 5_000

const TABLES = `
  CREATE TABLE rounds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series TEXT NOT NULL,
    at INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    round TEXT NOT NULL,
    news TEXT,
    result BLOB
  );
  CREATE INDEX rounds_of_series ON rounds (series, id);
  PRAGMA user_version = ${VERSION};
`

export interface Entry {
  readonly series: string
  readonly round: Round
  /** Absent when all was as before. */
  readonly news?: News
}

export interface History {
  /** What rounds of one series are compared among each other; others may share the file. */
  readonly known: (series: string) => Known
  /**
   * The result is kept where it was told, for the next to be compared with. What cannot be written (the disk is full) is
   * known for as long as the process lives; why, is returned.
   */
  readonly add: (entry: Entry, result: RunResult | undefined) => string | undefined
  /** Drops rounds that began before; milliseconds since the epoch. What the next is compared with stays. */
  readonly forget: (before: number) => void
  /** From the oldest on. */
  readonly entries: () => Iterable<Entry>
  readonly close: () => void
}

const unusable = (file: string, why: string, cause?: unknown): ConfigurationError =>
  new ConfigurationError(`${file} ${why}. Name another folder with --history, or move the file away.`, { cause })

const prepared = (database: DatabaseSync, file: string): DatabaseSync => {
  database.exec(`PRAGMA busy_timeout = ${PATIENCE}; PRAGMA journal_mode = WAL;`)
  const version = database.prepare('PRAGMA user_version').get()?.user_version
  if (version === VERSION) return database
  if (version !== 0 || database.prepare('SELECT 1 FROM sqlite_schema').get()) {
    throw unusable(file, 'is no history that this version of aai can read')
  }
  database.exec(TABLES)
  return database
}

const opened = (file: string): DatabaseSync => {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    return prepared(database, file)
  } catch (error) {
    database?.close()
    if (error instanceof ConfigurationError) throw error
    throw unusable(file, `cannot be used (${messageOf(error)})`, error)
  }
}

type Row = Readonly<Record<string, unknown>>

const entryOf = ({ series, round, news }: Row): Entry => ({
  series: String(series),
  // Written by this program, in the version of the file.
  round: JSON.parse(String(round)) as Round,
  ...(news === null ? {} : { news: JSON.parse(String(news)) as News }),
})

const packed = (result: RunResult): Uint8Array => gzipSync(resultText(result))

const unpacked = (row: Row | undefined, file: string): RunResult | undefined =>
  row?.result instanceof Uint8Array ? parseResult(gunzipSync(row.result).toString(), file) : undefined

const inMemory = ':memory:'

/** The history of a folder that has one. */
export const existingHistory = (folder: string): History | undefined =>
  existsSync(join(folder, HISTORY_FILE)) ? openHistory(folder) : undefined

const placeIn = (folder: string): string => {
  const file = join(folder, HISTORY_FILE)
  try {
    makeFolder(folder)
    return file
  } catch (error) {
    throw unusable(file, `cannot be made (${messageOf(error)})`, error)
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What could not be written, by series: newer than what was, until something is written that says the same. */
const memory = () => {
  const all = new Map<string, Known>()
  return {
    of: (series: string): Known => all.get(series) ?? {},
    unwritten: (series: string, round: Round, result: RunResult | undefined): void => {
      const good = round.failure ? {} : { good: round }
      all.set(series, { ...all.get(series), last: round, ...good, ...(result ? { told: result } : {}) })
    },
    written: (series: string, round: Round, result: RunResult | undefined): void => {
      const { good, told } = all.get(series) ?? {}
      all.set(series, {
        ...(round.failure && good ? { good } : {}),
        ...(result === undefined && told ? { told } : {}),
      })
    },
  }
}

/** The history in a folder, which is made if need be; without a folder it lives with the process. */
export const openHistory = (folder?: string): History => {
  const file = folder === undefined ? inMemory : placeIn(folder)
  const database = opened(file)
  const last = database.prepare('SELECT * FROM rounds WHERE series = ? ORDER BY id DESC LIMIT 1')
  const good = database.prepare('SELECT * FROM rounds WHERE series = ? AND failed = 0 ORDER BY id DESC LIMIT 1')
  const told = database.prepare(
    'SELECT result FROM rounds WHERE series = ? AND result IS NOT NULL ORDER BY id DESC LIMIT 1',
  )
  const insert = database.prepare(
    'INSERT INTO rounds (series, at, failed, round, news, result) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const remove = database.prepare(`DELETE FROM rounds WHERE at < ?
    AND id NOT IN (SELECT max(id) FROM rounds GROUP BY series)
    AND id NOT IN (SELECT max(id) FROM rounds WHERE failed = 0 GROUP BY series)
    AND id NOT IN (SELECT max(id) FROM rounds WHERE result IS NOT NULL GROUP BY series)`)
  const remembered = memory()
  const read = (series: string): Known => {
    const [before, lastGood] = [last.get(series), good.get(series)]
    const result = unpacked(told.get(series), file)
    return {
      ...(before ? { last: entryOf(before).round } : {}),
      ...(lastGood ? { good: entryOf(lastGood).round } : {}),
      ...(result ? { told: result } : {}),
    }
  }
  const write = ({ series, round, news }: Entry, result: RunResult | undefined): void => {
    const text = news === undefined ? null : JSON.stringify(news)
    const kept = result === undefined ? null : packed(result)
    insert.run(series, round.at, round.failure ? 1 : 0, JSON.stringify(round), text, kept)
  }
  return {
    known: (series) => ({ ...read(series), ...remembered.of(series) }),
    add: (entry, result) => {
      const { series, round } = entry
      try {
        write(entry, result)
        remembered.written(series, round, result)
        return undefined
      } catch (error) {
        remembered.unwritten(series, round, result)
        return `The round cannot be kept in ${file} (${messageOf(error)}): make room, or name another folder with --history.`
      }
    },
    forget: (before) => {
      try {
        remove.run(before)
      } catch {
        // What is too old goes with the next round.
      }
    },
    *entries() {
      for (const row of database.prepare('SELECT series, round, news FROM rounds ORDER BY id').iterate()) {
        yield entryOf(row)
      }
    },
    close: () => database.close(),
  }
}
