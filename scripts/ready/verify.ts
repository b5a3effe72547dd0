import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { registrationFile } from '#fixtures/schema/registration.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { nameOf } from '#registration/mail/message.ts'
import { DOSSIER, DOSSIER_FORMAT } from '#registration/ready/dossier.ts'
import { opened } from '#registration/ready/seal.ts'
import { visible } from '#reports/render/text.ts'

/** Anybody may sign anything: only what is told of it is looked at. */
const dossierFile = z.object({
  format: z.literal(DOSSIER_FORMAT),
  ready: z.boolean(),
  madeAt: z.iso.datetime(),
  tested: z.string(),
  registration: registrationFile,
  criteria: z.array(z.object({ title: z.string(), missing: z.array(z.string()) })).min(1),
})
type Told = z.infer<typeof dossierFile>

const isReady = ({ ready, criteria }: Told): boolean => ready && criteria.every(({ missing }) => missing.length === 0)

const told = (dossier: Told): string => {
  const { registration, madeAt, tested, criteria } = dossier
  const missing = criteria.filter((each) => each.missing.length > 0).map(({ title }) => `  NO  ${title}`)
  return [
    `${nameOf(registration)}, tested in ${tested}: ${isReady(dossier) ? 'ready' : 'NOT ready'} for production (${madeAt}).`,
    ...missing,
  ].join('\n')
}

/** Without the thumbprint of a key it is only known that nobody changed it after somebody had signed it. */
export const verifyDossier = async (
  file: string,
  key: string | undefined,
): Promise<{ readonly code: 0 | 1; readonly text: string }> => {
  const jws = await readFile(file, 'utf8').catch(() => {
    throw new ConfigurationError(`There is no dossier ${file}: name a dossier.jws that aai ready has written.`)
  })
  const found = await opened(jws, DOSSIER)
  const dossier = dossierFile.safeParse(found?.payload)
  if (!found || !dossier.success) return { code: 1, text: `${file} is no dossier, or not as it was signed.` }
  const { thumbprint } = found
  if (key !== undefined && key !== thumbprint) {
    return { code: 1, text: `${file} was signed by ${thumbprint}, and not by ${key}.` }
  }
  const by = key === undefined ? `, whoever that is: ask the service for the thumbprint of its key, and use --key` : ''
  return { code: isReady(dossier.data) ? 0 : 1, text: visible(`${told(dossier.data)}\nSigned by ${thumbprint}${by}.`) }
}
