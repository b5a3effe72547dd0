import type { WriteHeader } from '#mocks/wire/jwt.ts'

/** Keycloak puts its headers together by hand, with blanks around every colon but the first. */
export const joseHeader: WriteHeader = (header) => {
  const members = Object.entries(header).map(([name, value], index) => {
    const colon = index === 0 ? ':' : ' : '
    return `${JSON.stringify(name)}${colon}${JSON.stringify(value)}`
  })
  return `{${members.join(',')}}`
}
