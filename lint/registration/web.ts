import { isCountry } from './country.ts'
import type { Path, ReadRegistration, Remark, Rule } from './registration.ts'

const RESERVED = /(?:^|\.)(?:example|test|invalid|localhost|local|internal)$|(?:^|\.)example\.(?:com|net|org)$/i

export const isReserved = (host: string): boolean => RESERVED.test(host) || /^[\d.]+$|^\[/.test(host)

const addressRemarks = (at: Path, text: string): readonly Remark[] => {
  const write = 'Write an address that everybody can open: https://www.your-service.org/…'
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    return [{ at, wrong: `"${text}" is no web address.`, write }]
  }
  const { hostname, protocol, username } = new URL(text)
  if (username !== '') return [{ at, wrong: 'The address holds credentials.', write }]
  if (isReserved(hostname)) return [{ at, wrong: `Nobody outside can open ${hostname}.`, write }]
  return protocol === 'https:'
    ? []
    : [{ at, wrong: 'The address is not https.', write: text.replace(/^http:/i, 'https:'), weight: 'warn' }]
}

const pageRule = (cites: Rule['cites'], member: 'website' | 'privacy' | 'aup', what: string): Rule => ({
  cites,
  title: `has the address of ${what}`,
  remarks: ({ content }: ReadRegistration) => {
    const at: Path = ['service', member]
    const address = content.service[member]?.trim()
    if (address) return addressRemarks(at, address)
    return [
      { at, wrong: `There is no address of ${what}.`, write: `${member}: https://www.your-service.org/${member}` },
    ]
  },
})

const country: Rule = {
  cites: 'REG-COUNTRY',
  title: 'says in which country it is',
  remarks: ({ content }) => {
    const at: Path = ['service', 'country']
    const name = content.service.country?.trim() ?? ''
    const write = 'country: NO (ISO 3166-1, two letters), or the name of the country in English'
    if (name === '') return [{ at, wrong: 'The service has no country.', write }]
    return isCountry(name) ? [] : [{ at, wrong: `"${name}" is no country of ISO 3166-1.`, write }]
  },
}

export const webRules: readonly Rule[] = [
  pageRule('REG-WEBSITE', 'website', 'a page about the service'),
  pageRule('REG-PRIVACY', 'privacy', 'the privacy statement'),
  pageRule('REG-AUP', 'aup', 'the acceptable use policy or terms of use'),
  country,
]
