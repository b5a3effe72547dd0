import type { Finding } from '../model.ts'
import { isFilledIn, of, type Rule, shown } from './rule.ts'

const isLocal = (url: string): boolean => /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/i.test(url)

/** RP-HTTPS and REG-REDIRECT-EXACT: where users are sent back to. */
export const redirectUris: Rule = (subject) =>
  of(subject, 'redirect-uri')
    .flatMap((setting) => setting.value.split(/[\s,]+/).map((value) => ({ ...setting, value })))
    .flatMap(({ name, value, line }): readonly Finding[] => {
      const base = { line, setting: name }
      if (value.includes('*') || value.includes('#')) {
        const wrong = `A redirect URI has no ${value.includes('*') ? 'wildcard' : 'fragment'}: it is compared to the character.`
        return [
          {
            ...base,
            weight: 'warn',
            cites: 'REG-REDIRECT-EXACT',
            wrong,
            write: 'Each address as it is, registered one by one.',
          },
        ]
      }
      if (!/^http:\/\//i.test(value) || /^http:\/\/[^/]*\$/.test(value)) return []
      if (isLocal(value)) {
        const wrong = 'Without TLS, as is good while testing on one’s own machine and nowhere else.'
        return [
          {
            ...base,
            weight: 'note',
            cites: 'RP-HTTPS',
            wrong,
            write: 'https://, with the name of the service, before it is registered.',
          },
        ]
      }
      const write = shown(value.replace(/^http:/i, 'https:'))
      return [{ ...base, weight: 'fail', cites: 'RP-HTTPS', wrong: 'The redirect URI is not https.', write }]
    })

const PARAMETER = /[?&]((?:post_logout_)?redirect(?:_ur[il])?)=([^&\s"']*)/i

/** MIG-LOGOUT-PARAM: wherever an address of a logout stands. */
export const logoutParameter: Rule = ({ settings, addresses }) =>
  settings.flatMap(({ name, value, line }): readonly Finding[] => {
    const isLogout =
      /logout|endsession|signout/i.test(name) ||
      /\/logout|\/endsession/i.test(value) ||
      addresses.some(({ setting, known }) => setting.value === value && /[lL]ogout|endSession/.test(known?.what ?? ''))
    const [, parameter = '', target = ''] = PARAMETER.exec(value) ?? []
    if (!isLogout || parameter === '') return []
    const base = { line, weight: 'fail' as const, cites: 'MIG-LOGOUT-PARAM' as const, setting: name }
    if (parameter.toLowerCase() !== 'post_logout_redirect_uri') {
      const wrong = `The parameter ${parameter} of a logout is that of old, which nobody reads any more.`
      return [
        { ...base, wrong, write: 'post_logout_redirect_uri=…, percent-encoded, with id_token_hint or client_id.' },
      ]
    }
    if (!/^https?:\/\//i.test(target) || isFilledIn(target)) return []
    const wrong = 'The address after the logout is not percent-encoded.'
    return [{ ...base, wrong, write: `post_logout_redirect_uri=${encodeURIComponent(shown(target))}` }]
  })

/** MIG-LOGOUT-PARAM: the parameter's name as a setting of its own. */
export const logoutParameterName: Rule = ({ settings }) =>
  settings
    .filter(({ name, value }) => /logout/i.test(name) && /^(redirect|redirect_ur[il])$/i.test(value))
    .map(({ name, line, value }) => ({
      line,
      weight: 'fail',
      cites: 'MIG-LOGOUT-PARAM',
      setting: name,
      wrong: `The parameter ${value} of a logout is that of old, which nobody reads any more.`,
      write: 'post_logout_redirect_uri',
    }))
