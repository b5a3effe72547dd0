import type { ContactKind, Registration } from '#fixtures/schema/registration.ts'
import { type Path, placed, type ReadRegistration, type Remark, type Rule } from './registration.ts'
import { isReserved } from './web.ts'

/** As HTML forms take it (HTML Living Standard, 4.10.5.1.5), with a dot in its domain. */
const ADDRESS =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i

export const isMailAddress = (text: string): boolean => ADDRESS.test(text)

const addressRemarks = (at: Path, text: string): readonly Remark[] => {
  const address = text.trim().replace(/^mailto:/i, '')
  if (!isMailAddress(address))
    return [{ at, wrong: `"${text}" is no e-mail address.`, write: 'helpdesk@your-service.org' }]
  const domain = address.slice(address.indexOf('@') + 1)
  return isReserved(domain)
    ? [{ at, wrong: `Nobody gets mail at ${domain}.`, write: 'An address that people read.' }]
    : []
}

type Contacts = NonNullable<NonNullable<Registration['service']['contacts']>[ContactKind]>

const emailsOf = (at: Path, contacts: Contacts | undefined): readonly (readonly [Path, string])[] =>
  [contacts ?? []].flat().map((contact, index) => {
    const here: Path = Array.isArray(contacts) ? [...at, index] : at
    return typeof contact === 'string' ? [here, contact] : [[...here, 'email'], contact.email]
  })

const contactRule = (cites: Rule['cites'], kind: ContactKind, what: string): Rule => ({
  cites,
  title: `names ${what}`,
  remarks: ({ content }: ReadRegistration) => {
    const at: Path = ['service', 'contacts', kind]
    const all = emailsOf(at, content.service.contacts?.[kind]).filter(([, address]) => address.trim() !== '')
    if (all.length === 0)
      return [{ at, wrong: `There is no ${kind} contact.`, write: `${kind}: people@your-service.org` }]
    return all.flatMap(([place, address]) => addressRemarks(place, address))
  },
})

const clientContacts: Rule = {
  cites: 'REG-CLIENT-CONTACTS',
  title: 'names whom to write to about each client',
  remarks: ({ environments }) =>
    environments.flatMap(({ name, entry }) => {
      const at: Path = ['environments', name, 'contacts']
      const all = placed(at, entry.contacts)
      if (all.length === 0)
        return [
          {
            at,
            wrong: 'Nobody is named who looks after the client.',
            write: 'contacts: [developers@your-service.org]',
          },
        ]
      return all.flatMap(([place, address]) => addressRemarks(place, address))
    }),
}

export const contactRules: readonly Rule[] = [
  contactRule('REG-CONTACT-SUPPORT', 'support', 'a helpdesk'),
  contactRule('REG-CONTACT-ADMIN', 'administrative', 'somebody responsible'),
  contactRule('REG-CONTACT-TECH', 'technical', 'somebody technical'),
  contactRule('REG-CONTACT-SECURITY', 'security', 'whom to tell of incidents'),
  clientContacts,
]
