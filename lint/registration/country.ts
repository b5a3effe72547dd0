import { createRequire } from 'node:module'

interface Countries {
  readonly isValid: (code: string) => boolean
  readonly registerLocale: (locale: unknown) => void
  readonly getAlpha2Code: (name: string, language: string) => string | undefined
}

// The package is CommonJS, and reads its names from JSON files.
const require = createRequire(import.meta.url)

let known: Countries | undefined

const countries = (): Countries => {
  if (known) return known
  const loaded: Countries = require('i18n-iso-countries')
  loaded.registerLocale(require('i18n-iso-countries/langs/en.json'))
  known = loaded
  return loaded
}

/** A code of two or three letters, or an English name, of ISO 3166-1. */
export const isCountry = (text: string): boolean => {
  const all = countries()
  const code = text.toUpperCase()
  return /^[A-Z]{2,3}$/.test(code)
    ? all.isValid(code) || all.getAlpha2Code(text, 'en') !== undefined
    : all.getAlpha2Code(text, 'en') !== undefined
}
