import { readFile } from 'node:fs/promises'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { nameOf } from '#registration/mail/message.ts'
import { DOSSIER, DOSSIER_FORMAT, type Dossier } from '#registration/ready/dossier.ts'
import { opened } from '#registration/ready/seal.ts'
import { visible } from '#reports/render/text.ts'

const isDossier = (payload: unknown): payload is Dossier =>
  typeof payload === 'object' && payload !== null && 'format' in payload && payload.format === DOSSIER_FORMAT

const told = ({ ready, registration, madeAt, tested }: Dossier): string =>
  `${nameOf(registration)}, tested in ${tested}: ${ready ? 'ready' : 'NOT ready'} for production (${madeAt}).`

/** Without the thumbprint of a key it is only known that nobody changed it after somebody had signed it. */
export const verifyDossier = async (
  file: string,
  key: string | undefined,
): Promise<{ readonly code: 0 | 1; readonly text: string }> => {
  const jws = await readFile(file, 'utf8').catch(() => {
    throw new ConfigurationError(`There is no dossier ${file}: name a dossier.jws that aai ready has written.`)
  })
  const found = await opened(jws, DOSSIER)
  if (!found || !isDossier(found.payload)) return { code: 1, text: `${file} is no dossier, or not as it was signed.` }
  const { payload, thumbprint } = found
  if (key !== undefined && key !== thumbprint) {
    return { code: 1, text: `${file} was signed by ${thumbprint}, and not by ${key}.` }
  }
  const by = key === undefined ? `, whoever that is: ask the service for the thumbprint of its key, and use --key` : ''
  return { code: payload.ready ? 0 : 1, text: visible(`${told(payload)}\nSigned by ${thumbprint}${by}.`) }
}
