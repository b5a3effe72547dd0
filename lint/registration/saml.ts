import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { notApplicable } from '../judged.ts'
import type { Unseen } from '../model.ts'
import type { Fetch } from '../online/fetch.ts'
import type { Environment, Path, ReadRegistration, Remark, Rule } from './registration.ts'

const isSaml = ({ entry }: Environment): boolean => entry.protocol === 'saml'

const placeOf = ({ name }: Environment, member: string): Path => ['environments', name, member]

const withoutService = ({ environments }: ReadRegistration): string | undefined =>
  environments.some(isSaml) ? undefined : 'No environment has a SAML service.'

const isAddress = (text: string): boolean => /^https?:\/\//i.test(text)

const namesOf = (environment: Environment): readonly Remark[] => {
  const { metadata, entityId } = environment.entry
  return [
    ...(metadata?.trim()
      ? []
      : [
          {
            at: placeOf(environment, 'metadata'),
            wrong: 'There is no metadata, by which a SAML service is registered.',
            write: 'metadata: https://your-service.org/saml/metadata, or a file beside this one',
          },
        ]),
    ...(entityId?.trim()
      ? []
      : [
          {
            at: placeOf(environment, 'entityId'),
            wrong: 'There is no entityId, by which others know the service.',
            write: 'entityId: the entityID of its metadata, to the character',
          },
        ]),
  ]
}

/** What a registration says of the metadata of a SAML service. */
export const samlRules: readonly Rule[] = [
  {
    cites: 'MD-SCHEMA',
    title: 'names metadata and entityID of each SAML service',
    // Only the metadata can tell whether they are in order.
    unseen: (read) => withoutService(read) ?? 'No metadata was looked at.',
    remarks: ({ environments }) => environments.filter(isSaml).flatMap(namesOf),
  },
  {
    cites: 'MD-HTTPS',
    title: 'has its metadata at an https address',
    unseen: (read) =>
      withoutService(read) ??
      (read.environments.some(({ entry }) => isAddress(entry.metadata ?? ''))
        ? undefined
        : 'The metadata has no address.'),
    remarks: ({ environments }) =>
      environments
        .filter((each) => isSaml(each) && /^http:/i.test(each.entry.metadata ?? ''))
        .map((each) => ({
          at: placeOf(each, 'metadata'),
          wrong: 'The metadata is not at an https address: whoever is between may give other keys.',
          write: (each.entry.metadata ?? '').replace(/^http:/i, 'https:'),
        })),
  },
]

const LARGEST = 1_000_000

/** The text, or why there is none. */
const textOf = async (metadata: string, folder: string, fetch: Fetch | undefined) => {
  if (!isAddress(metadata)) {
    const path = isAbsolute(metadata) ? metadata : join(folder, metadata)
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) return { failure: 'there is no such file' }
    return found.size > LARGEST ? { failure: 'it is larger than a megabyte' } : { text: await readFile(path, 'utf8') }
  }
  const answer = fetch ? await fetch(metadata) : { failure: 'nobody was asked' }
  if ('failure' in answer) return answer
  return answer.status === 200
    ? { text: new TextDecoder().decode(answer.bytes) }
    : { failure: `it answers ${answer.status}` }
}

const looked = async (environment: Environment, text: string): Promise<readonly Remark[]> => {
  const { metadata = '', entityId } = environment.entry
  const [{ lintMetadata }, { readMetadata }, { attributeOf }] = await Promise.all([
    import('../metadata/index.ts'),
    import('../metadata/read.ts'),
    import('#mocks/xml/document.ts'),
  ])
  const { findings } = await lintMetadata(metadata, text)
  const toMend = findings.filter(({ weight }) => weight === 'fail')
  const named = await readMetadata(text, { now: new Date(0) }).then(
    ({ entity }) => attributeOf(entity, 'entityID'),
    () => undefined,
  )
  const [first] = toMend
  return [
    ...(first
      ? [
          {
            at: placeOf(environment, 'metadata'),
            wrong: `${toMend.length} ${toMend.length === 1 ? 'thing is' : 'things are'} to be mended in the metadata, line ${first.line} first: ${first.wrong}`,
            write: `Nothing here: npx aai lint ${metadata} tells all of it.`,
          },
        ]
      : []),
    ...(named === undefined || entityId === undefined || named === entityId
      ? []
      : [
          {
            at: placeOf(environment, 'entityId'),
            wrong: 'The entityId is not that of the metadata, and it is compared to the character.',
            write: named,
          },
        ]),
  ]
}

const UNASKED: Unseen = {
  verdict: 'skip',
  reason: 'Nobody was asked: without --offline the metadata is looked at.',
}

interface Asked {
  readonly cites: 'MD-SCHEMA'
  readonly remarks: readonly Remark[]
  readonly unseen?: Unseen
}

/** The metadata itself, as far as it can be had without `fetch`. */
export const askForMetadata = async (
  { environments }: ReadRegistration,
  folder: string,
  fetch: Fetch | undefined,
): Promise<Asked> => {
  const services = environments.filter((each) => isSaml(each) && each.entry.metadata?.trim())
  const reachable = services.filter(({ entry }) => fetch || !isAddress(entry.metadata ?? ''))
  const cites = 'MD-SCHEMA'
  if (services.length === 0) return { cites, remarks: [], unseen: notApplicable('There is no metadata to look at.') }
  if (reachable.length === 0) return { cites, remarks: [], unseen: UNASKED }
  const remarks = await Promise.all(
    reachable.map(async (environment): Promise<readonly Remark[]> => {
      const found = await textOf(environment.entry.metadata ?? '', folder, fetch)
      if ('text' in found) return looked(environment, found.text)
      const wrong = `The metadata cannot be looked at: ${found.failure}.`
      return [{ at: placeOf(environment, 'metadata'), wrong, write: 'An address that everybody can open, or a file.' }]
    }),
  )
  return { cites, remarks: remarks.flat() }
}
