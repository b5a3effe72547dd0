import type { Path, ReadRegistration, Remark, Rule } from './registration.ts'

const isTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

const isEnglish = (tag: string): boolean => isTag(tag) && new Intl.Locale(tag).language === 'en'

const PLACEHOLDER = /^(?:todo|tbd|xxx+|lorem ipsum.*|my service|name of the service|\.\.\.|…)$/i

const emptyRemark = (at: Path, text: string): readonly Remark[] =>
  text.trim() === '' || PLACEHOLDER.test(text.trim())
    ? [{ at, wrong: `"${text.trim()}" is no text that users could read.`, write: 'What users shall read there.' }]
    : []

const tagRemark = (at: Path, tag: string): readonly Remark[] =>
  isTag(tag) ? [] : [{ at, wrong: `"${tag}" is no language tag.`, write: 'Use a tag of BCP 47: en, nb, nn, pt-BR.' }]

const textRemarks =
  (member: 'name' | 'description', what: string) =>
  ({ content }: ReadRegistration): readonly Remark[] => {
    const at: Path = ['service', member]
    const texts = Object.entries(content.service[member] ?? {})
    const write = `${member}: { en: "…" }`
    if (texts.length === 0) return [{ at, wrong: `The service has no ${what}.`, write }]
    const english = texts.some(([tag]) => isEnglish(tag))
    return [
      ...(english ? [] : [{ at, wrong: `The ${what} is not there in English.`, write }]),
      ...texts.flatMap(([tag, text]) => [...tagRemark([...at, tag], tag), ...emptyRemark([...at, tag], text)]),
    ]
  }

/** Longer ones are cut where people choose a service. */
const LONGEST = 1_000

const shortRemarks = ({ content }: ReadRegistration): readonly Remark[] =>
  Object.entries(content.service.description ?? {}).flatMap(([tag, text]) =>
    text.length <= LONGEST
      ? []
      : [
          {
            at: ['service', 'description', tag],
            wrong: `The description has ${text.length} characters.`,
            write: `Say it in ${LONGEST} at the most: what the service does, and for whom.`,
          },
        ],
  )

export const textRules: readonly Rule[] = [
  { cites: 'REG-NAME', title: 'names the service in English', remarks: textRemarks('name', 'name') },
  {
    cites: 'REG-DESCRIPTION',
    title: 'describes the service in a few sentences',
    remarks: (read) => [...textRemarks('description', 'description')(read), ...shortRemarks(read)],
  },
]
