import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { isSelector } from '../drivers/element.ts'
import type { WhoAmI } from '../target-service.ts'
import type { Place } from './place.ts'
import type { WhoAmIEntry } from './schema-whoami.ts'

const refusal = ({ file, at }: Place, sentence: string) => new ConfigurationError(`${file.name}: ${at}${sentence}`)

const patternOf = (place: Place, member: string, pattern: string): string => {
  try {
    if (new RegExp(`${pattern}|`).exec('')?.length !== 1) return pattern
  } catch {
    throw refusal(place, `.${member} is ${pattern}, which is no regular expression: correct it.`)
  }
  throw refusal(place, `.${member} is ${pattern}, which has no group: put the name in brackets, id="user">([^<]+)<.`)
}

const accountOf = (place: Place, isJson: boolean, account: string | undefined): Pick<WhoAmI, 'account'> => {
  if (account === undefined) return {}
  if (!isJson) return { account: patternOf(place, 'account', account) }
  if (account.startsWith('/')) return { account }
  throw refusal(place, `.account is ${account}, which is no JSON Pointer: write it as user, /account/id.`)
}

const checkChoice = (place: Place, { url, callback, user, pattern, element, storage }: WhoAmIEntry): void => {
  if ((url === undefined) === (callback === undefined)) {
    throw refusal(
      place,
      url === undefined
        ? ' has neither url nor callback: add url, where one sees who is signed in, or callback: true.'
        : ' has both url and callback: leave callback out, it is for services that cannot be asked anew.',
    )
  }
  const [one, other] = Object.entries({ user, element, storage }).filter(([, value]) => value !== undefined)
  if (one && other) throw refusal(place, ` has both ${one[0]} and ${other[0]}: choose.`)
  if (user !== undefined && pattern !== undefined) {
    throw refusal(place, ' has both user (for JSON) and pattern (for pages): choose.')
  }
  if (storage?.pointer !== undefined && pattern !== undefined) {
    throw refusal(place, ' has both storage.pointer (for JSON) and pattern (for text): choose.')
  }
  if (element !== undefined && !isSelector(element)) {
    throw refusal(place, `.element is ${element}, which is no CSS selector: correct it, #user.`)
  }
}

export const whoamiOf = (place: Place, whoami: WhoAmIEntry | undefined): { readonly whoami?: WhoAmI } => {
  if (!whoami) return {}
  checkChoice(place, whoami)
  const { url, user, pattern, element, storage, is, account } = whoami
  const isJson = pattern === undefined && element === undefined && storage === undefined
  return {
    whoami: {
      ...(url === undefined ? {} : { url }),
      ...(isJson ? { user: user ?? '/sub' } : {}),
      ...(pattern === undefined ? {} : { pattern: patternOf(place, 'pattern', pattern) }),
      ...(element === undefined ? {} : { element }),
      ...(storage === undefined ? {} : { storage: withoutUndefined(storage) }),
      ...(is === undefined ? {} : { is }),
      ...accountOf(place, isJson, account),
    },
  }
}

const withoutUndefined = ({ area, key, pointer }: NonNullable<WhoAmIEntry['storage']>) => ({
  ...{ area, key },
  ...(pointer === undefined ? {} : { pointer }),
})
