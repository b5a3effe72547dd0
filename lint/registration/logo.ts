import type { Fetched } from '../online/fetch.ts'
import { imageOf } from './image.ts'
import type { Path, Remark, Rule } from './registration.ts'

const AT: Path = ['service', 'logo']

/** Characters in base64, as the guide has it. */
const [LEAST, MOST] = [40_000, 50_000]

const base64Length = (bytes: Uint8Array): number => Math.ceil(bytes.length / 3) * 4

const sizeRemarks = (bytes: Uint8Array): readonly Remark[] => {
  const length = base64Length(bytes)
  if (length > LEAST && length < MOST) return []
  const wrong = `The logo has ${length} characters in base64; the guide asks for more than ${LEAST} and fewer than ${MOST}.`
  if (length >= MOST)
    return [{ at: AT, wrong, write: 'A smaller image: federations drop logos of more than 50000 characters.' }]
  const write =
    'Nothing, unless the AAI insists: the sentence of the guide is very likely a garbled copy of the limits of federations, which warn above 40000 characters and drop what has more than 50000.'
  return [{ at: AT, wrong, write }]
}

type LogoRule = Omit<Rule, 'remarks'> & { readonly remarks: (bytes: Uint8Array, name: string) => readonly Remark[] }

const format: LogoRule = {
  cites: 'REG-LOGO-FORMAT',
  title: 'has a PNG or a GIF as its logo, by its bytes',
  remarks: (bytes, name) => {
    const found = imageOf(bytes).format
    const write = 'A PNG, or a GIF.'
    if (found === undefined) return [{ at: AT, wrong: 'The logo is no image that we know.', write }]
    if (found !== 'png' && found !== 'gif') return [{ at: AT, wrong: `The logo is a ${found.toUpperCase()}.`, write }]
    const ending = /\.([a-z]{3,4})(?:[?#]|$)/i.exec(name)?.[1]?.toLowerCase()
    if (ending === undefined || ending === found || !['png', 'gif', 'jpg', 'jpeg', 'svg', 'webp'].includes(ending))
      return []
    return [
      { at: AT, wrong: `The logo is called ${ending} and is a ${found.toUpperCase()}.`, write: `…/logo.${found}` },
    ]
  },
}

const transparent: LogoRule = {
  cites: 'REG-LOGO-TRANSPARENT',
  title: 'has a logo that goes with every background',
  remarks: (bytes) =>
    imageOf(bytes).transparent === false
      ? [
          {
            at: AT,
            wrong: 'No pixel of the logo can be transparent.',
            write: 'An image with a transparent background, where that suits the logo.',
          },
        ]
      : [],
}

const size: LogoRule = {
  cites: 'REG-LOGO-SIZE',
  title: 'has a logo of the size that the guide names',
  remarks: sizeRemarks,
}

/** What can be said of the bytes of a logo; `name` is its address or file. */
export const logoRules: readonly LogoRule[] = [format, transparent, size]

/** Its address, before anything is fetched. */
export const logoAddress: Rule = {
  cites: 'REG-LOGO-HTTPS',
  title: 'has its logo at an https address',
  unseen: ({ content }) =>
    /^https:\/\//i.test(content.service.logo?.trim() ?? '') ? undefined : 'The logo has no address.',
  remarks: ({ content }) => {
    const logo = content.service.logo?.trim() ?? ''
    if (!/^[a-z][a-z0-9+.-]*:/i.test(logo) || /^https:\/\//i.test(logo)) return []
    return [
      {
        at: AT,
        wrong: 'The logo is not at an https address.',
        write: logo.replace(/^[a-z0-9+.-]+:(?:\/\/)?/i, 'https://'),
      },
    ]
  },
}

/** Why the bytes could not be looked at. */
export const logoFailure = (answer: Fetched): string | undefined =>
  'failure' in answer ? answer.failure : answer.status === 200 ? undefined : `it answers ${answer.status}`
