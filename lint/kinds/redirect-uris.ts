import type { Kind } from '../kind.ts'
import { readList } from '../readers/lines.ts'
import { aaiAddressRules, addressRules } from '../rules/address-list.ts'

const isAddress = (line: string): boolean =>
  /^["'\s]*(?:[a-z][a-z0-9+.-]*:|\/|localhost|\*)\S*/i.test(line) && !/^urn:/i.test(line)

const lines = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))

const isList = (text: string): boolean => {
  const all = lines(text)
  const addresses = all.filter((line) => /^[^\s=]*:\/\//.test(line))
  return addresses.length > 0 && all.every(isAddress)
}

const isOfLogout = (name: string): boolean => /log-?out|sign-?out/i.test(name)

/** One address a line. */
export const redirectUriList: Kind = {
  id: 'redirect-uris',
  title: 'list of redirect URIs',
  fits: (name, text) => !isOfLogout(name) && isList(text),
  read: (text) => readList('redirect URI', text),
  names: { 'redirect-uri': /^redirect URI$/ },
  rules: [...addressRules('REG-REDIRECT-HTTPS', 'REG-REDIRECT-EXACT'), ...aaiAddressRules],
}

export const postLogoutList: Kind = {
  id: 'post-logout-uris',
  title: 'list of addresses after a logout',
  fits: (name, text) => isOfLogout(name) && isList(text),
  read: (text) => readList('post-logout redirect URI', text),
  names: { 'post-logout': /^post-logout redirect URI$/ },
  rules: [...addressRules('REG-POST-LOGOUT-HTTPS', 'REG-POST-LOGOUT'), ...aaiAddressRules],
}
