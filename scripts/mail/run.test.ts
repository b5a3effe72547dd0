import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clean, cleanSaml } from '#lint/registration/testing/broken.ts'
import { type MailOptions, runMail } from './run.ts'

let folder: string
const at = (name: string): string => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-mail-'))
  await writeFile(at('service.yaml'), clean)
  await writeFile(at('old.yaml'), clean.replace('pkce: S256', 'pkce: false'))
  await writeFile(at('broken.yaml'), clean.replace('website: https', 'website: ftp'))
  await writeFile(at('feide.yaml'), clean.replace('  beta:\n', '  beta:\n    profile: feide\n'))
})
afterAll(() => rm(folder, { recursive: true }))

const mail = async (file: string, options: Partial<MailOptions> = {}) => {
  let [out, complaint] = ['', '']
  const code = await runMail(at(file), {
    ...{ new: options.change === undefined, anyway: false, now: new Date(0), ...options },
    write: (text) => {
      out += `${text}\n`
    },
    complain: (text) => {
      complaint += text
    },
  })
  return { code, out, complaint }
}

test('a message to the right team, in files that mail programs open', async () => {
  const { code, out } = await mail('service.yaml', { out: at('message') })
  expect(code).toBe(0)
  expect(out).toMatch(/^To: aai@openaire\.eu\nSubject: New service: Portal of Old Maps \(BETA and Production\)\n/)
  expect(out).toContain(await readFile(at('message.txt'), 'utf8'))
  expect(await readFile(at('message.eml'), 'utf8')).toContain('From: admin@maps.library.eu')
})

test('files that lie beside the registration are to be attached', async () => {
  await writeFile(
    at('beside.yaml'),
    cleanSaml.replace('https://maps.library.eu/logo.png', 'logo.png').replace(/metadata: .*/, 'metadata: sp.xml'),
  )
  expect((await mail('beside.yaml', { out: at('beside') })).out).toContain('Attach logo.png and sp.xml to it.')
  expect((await mail('service.yaml', { out: at('message') })).out).not.toContain('Attach')
})

test('a change says what has changed', async () => {
  expect((await mail('service.yaml', { change: at('old.yaml') })).out).toContain('+ on (S256)')
  expect(await mail('service.yaml', { change: at('service.yaml') })).toMatchObject({ code: 1, complaint: /differs/ })
})

test('what is to be mended is mended before', async () => {
  expect(await mail('broken.yaml')).toMatchObject({
    code: 1,
    out: '',
    complaint: expect.stringMatching(/broken\.yaml:7: /),
  })
  expect(await mail('broken.yaml', { anyway: true })).toMatchObject({ code: 0 })
})

test.each<[string, string, Partial<MailOptions>, RegExp]>([
  ['neither new nor changed', 'service.yaml', { new: false }, /--new, or --change/],
  ['both', 'service.yaml', { new: true, change: 'x' }, /x is not there/],
  ['an environment that is not there', 'service.yaml', { environments: ['test'] }, /no environment "test"/],
  ['an AAI whose team nobody knows', 'feide.yaml', { environments: ['beta'] }, /--to whom/],
  ['two teams', 'feide.yaml', {}, /--to whom/],
])('%s is one sentence', async (_, file, options, sentence) => {
  await expect(mail(file, options)).rejects.toThrow(sentence)
})
