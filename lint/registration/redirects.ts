import type { RegisteredEnvironment } from '#fixtures/schema/registration.ts'
import {
  type Environment,
  type Path,
  placed,
  type ReadRegistration,
  type Remark,
  type Rule,
  withoutClient,
} from './registration.ts'

type Member = 'redirectUris' | 'postLogoutRedirectUris'

export const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i.test(host)

interface Place {
  readonly environment: Environment
  readonly at: Path
  readonly text: string
}

const isOidc = ({ protocol = 'oidc' }: RegisteredEnvironment): boolean => protocol === 'oidc'

const places = ({ environments }: ReadRegistration, member: Member): readonly Place[] =>
  environments
    .filter(({ entry }) => isOidc(entry))
    .flatMap((environment) =>
      placed(['environments', environment.name, member], environment.entry[member]).map(([at, text]) => ({
        ...{ environment, at, text },
      })),
    )

const schemeRemark = ({ environment, at, text }: Place): readonly Remark[] => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || url.protocol === 'https:') return []
  const https = text.replace(/^[a-z][a-z0-9+.-]*:/i, 'https:')
  if (url.protocol !== 'http:') {
    const wrong = `"${url.protocol}" is no scheme that the AAI takes.`
    return [{ at, wrong, write: 'An https address; an app uses one that its system hands to it.' }]
  }
  if (!isLoopback(url.hostname)) return [{ at, wrong: 'It is http: anybody on the way reads the code.', write: https }]
  return environment.isForTests
    ? [
        {
          at,
          wrong: 'It is http on this machine, for tests only.',
          write: 'Nothing, here; leave it out of production.',
          weight: 'note',
        },
      ]
    : [{ at, wrong: `It leads to each user’s own machine (${url.hostname}).`, write: 'Leave it out of production.' }]
}

/** What is wrong with the spelling, and how it is to be spelled; comparison is character by character. */
export const spelling = (text: string): readonly [wrong: string, write: string] | undefined => {
  if (text !== text.trim()) return ['There are blanks around it.', text.trim()]
  if (text.includes('*'))
    return ['There is a wildcard in it, and addresses are compared to the letter.', 'Write each address out.']
  if (!URL.canParse(text)) return [`"${text}" is no absolute address.`, 'https://service.org/callback']
  const url = new URL(text)
  if (text.includes('#')) return ['It has a fragment, which never reaches a server.', text.replace(/#.*$/, '')]
  if (url.username !== '' || url.password !== '') return ['It holds credentials.', 'Leave them out.']
  if (/\/\.\.?(?:\/|$)/.test(text.replace(/[?#].*$/, ''))) return ['Its path goes up and down.', url.href]
  if (!/^https?:$/.test(url.protocol)) return undefined
  const bare =
    url.pathname === '/' && !/^https?:\/\/[^/?#]+\//i.test(text) ? url.href.replace(/\/(?=$|\?)/, '') : url.href
  return bare === text ? undefined : ['It is not spelled as browsers spell it, and it is compared to the letter.', bare]
}

const exactRemarks = (place: Place): readonly Remark[] => {
  const found = spelling(place.text)
  return found ? [{ at: place.at, wrong: found[0], write: found[1] }] : []
}

const sharedRemarks = (all: readonly Place[]): readonly Remark[] =>
  all.flatMap(({ environment, at, text }) => {
    const other = all.find((each) => each.text === text && each.environment !== environment)
    if (!other || environment.isForTests) return []
    const wrong = `The same address is registered for ${other.environment.name}: one of the two is wrong.`
    return [{ at, wrong, write: 'An address of its own for each environment.', weight: 'warn' }]
  })

const twice = (all: readonly Place[]): readonly Remark[] =>
  all.flatMap((place, index) => {
    const first = all.findIndex((each) => each.text === place.text && each.environment === place.environment)
    return first === index
      ? []
      : [{ at: place.at, wrong: 'It stands here twice.', write: 'Remove one of them.', weight: 'warn' }]
  })

const needsRedirect = ({ entry }: Environment): boolean => {
  const grants = [entry.grants ?? []].flat()
  return (
    isOidc(entry) &&
    (grants.length === 0 || grants.some((grant) => /^(?:authorization_code|implicit|code)$/.test(grant)))
  )
}

const missing = ({ environments }: ReadRegistration): readonly Remark[] =>
  environments
    .filter((each) => needsRedirect(each) && [each.entry.redirectUris ?? []].flat().length === 0)
    .map(({ name }) => ({
      at: ['environments', name, 'redirectUris'],
      wrong: 'There is no redirect URI, so no login can lead back.',
      write: 'redirectUris: [https://service.org/callback]',
    }))

/** Addresses that nobody registers are neither right nor wrong. */
const without =
  (member: Member, what: string): NonNullable<Rule['unseen']> =>
  (read) =>
    withoutClient(read) ?? (places(read, member).length === 0 ? `No ${what} is registered.` : undefined)

export const redirectRules: readonly Rule[] = [
  {
    cites: 'REG-REDIRECT-HTTPS',
    title: 'has one or more redirect URIs, each of them https',
    unseen: without('redirectUris', 'redirect URI'),
    remarks: (read) => [...missing(read), ...places(read, 'redirectUris').flatMap(schemeRemark)],
  },
  {
    cites: 'REG-REDIRECT-EXACT',
    title: 'spells redirect URIs to the letter',
    unseen: without('redirectUris', 'redirect URI'),
    remarks: (read) => {
      const all = places(read, 'redirectUris')
      return [...all.flatMap(exactRemarks), ...sharedRemarks(all), ...twice(all)]
    },
  },
  {
    cites: 'REG-POST-LOGOUT-HTTPS',
    title: 'leads logouts to https addresses only',
    unseen: without('postLogoutRedirectUris', 'post-logout redirect URI'),
    remarks: (read) => places(read, 'postLogoutRedirectUris').flatMap(schemeRemark),
  },
  {
    cites: 'REG-POST-LOGOUT',
    title: 'registers every address that a logout leads to, to the letter',
    unseen: without('postLogoutRedirectUris', 'post-logout redirect URI'),
    remarks: (read) => {
      const all = places(read, 'postLogoutRedirectUris')
      return [...all.flatMap(exactRemarks), ...sharedRemarks(all), ...twice(all)]
    },
  },
]
