import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { loadProfile } from './load.ts'

export const example = (name: string): string =>
  readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url), 'utf8')

/** A folder for the files of a test, which removes it, and what the loader says of them. */
export const scratchFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'profiles-'))

  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }

  const complaintAbout = (reference: string): string => {
    try {
      loadProfile(reference, folder)
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error
      return error.message.replaceAll(`${folder}/`, '')
    }
    return 'nothing'
  }

  /** The example profile with one piece of its text replaced. */
  const complaint = (from: string, to: string): string => {
    const text = example('my-aai.json')
    if (!text.includes(from)) throw new Error(`the example has no ${from} to replace`)
    write('mine.json', text.replace(from, to))
    return complaintAbout('./mine.json')
  }

  const remove = (): void => rmSync(folder, { recursive: true })
  return { folder, write, complaintAbout, complaint, remove }
}
