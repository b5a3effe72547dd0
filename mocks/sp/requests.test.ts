import { expect, test } from 'vitest'
import { authenticityOf } from '#mocks/saml/receive.ts'
import { readCertificate } from '#mocks/xml/certificate.ts'
import { descendantsOf } from '#mocks/xml/document.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { schemaFlaws } from '#mocks/xml/schema.ts'
import { DS } from '#mocks/xml/signature-names.ts'
import type { RunningServiceProvider } from './index.ts'
import type { Carelessness } from './looks.ts'
import { requestHabits } from './request-habits.ts'
import type { Request } from './testing/browser.ts'
import { stand } from './testing/stand.ts'

const { service, visit, speaker } = stand()

const keysOf = (sp: RunningServiceProvider) =>
  descendantsOf(readXml(sp.metadata()).root, DS, 'X509Certificate').flatMap(
    ({ text }) => readCertificate(text)?.publicKey ?? [],
  )

const HOUR = 3_600_000

/** What is wrong with a request, by the names of the habits that make it so; the second request is of the same service. */
const flawsOf = (received: Request, second: Request, sp: RunningServiceProvider): readonly string[] => {
  const { request, relayState = '' } = received
  const verdict = authenticityOf(received, keysOf(sp))
  const age = Date.now() - Date.parse(request.issueInstant)
  const flaws: Readonly<Record<string, boolean>> = {
    'request-unsigned': verdict.state === 'absent',
    'request-signature-broken': verdict.state === 'invalid',
    'request-sha1': verdict.state === 'valid' && verdict.weak,
    'request-id-constant': request.id === second.request.id,
    'request-id-digit': /^\d/.test(request.id),
    'request-id-short': request.id.length < 16 && request.id !== second.request.id,
    'request-version': request.version !== '2.0',
    'request-old': age > HOUR / 2,
    'request-to-come': age < -HOUR / 2,
    'request-destination': request.destination !== undefined && request.destination !== 'https://idp.example/sso',
    'request-destination-missing': request.destination === undefined,
    'request-issuer': request.issuer !== sp.entityId,
    'request-acs': request.assertionConsumerServiceUrl !== sp.acs,
    'request-binding': !request.protocolBinding?.endsWith('POST'),
    'request-name-id': !request.nameIdPolicy?.format?.endsWith('transient'),
    'request-disordered': received.message.children[0]?.name !== 'Issuer',
    'relay-state-long': relayState.length > 80,
  }
  return Object.keys(flaws).filter((name) => flaws[name])
}

const flawsAt = async (path: string, ...careless: readonly Carelessness[]): Promise<readonly string[]> => {
  const sp = await service(careless)
  const ada = visit(sp)
  return flawsOf(await ada.setOut(path), await ada.setOut(path), sp)
}

const ways = ['/login', '/login?binding=post']

test.for(ways)('a right request by %s', async (path) => {
  expect(await flawsAt(path)).toEqual([])
  const { document } = await visit(await service()).setOut(path)
  expect(schemaFlaws(document)).toEqual([])
})

/** Looked at elsewhere: one ends the reading of a request, the other begins after the login. */
const elsewhere = ['request-doctype', 'relay-state-open']
const habits = Object.keys(requestHabits).filter((habit) => !elsewhere.includes(habit)) as Carelessness[]

test.for(habits)('%s is the one thing that is wrong', async (habit) => {
  for (const path of ways) {
    const found = await flawsAt(path, habit)
    expect(found).toContain(habit)
    expect(found.filter((name) => name !== habit)).toEqual([])
  }
})

test('a document type declaration is seen by who reads the request', async () => {
  await expect(visit(await service(['request-doctype'])).setOut()).rejects.toThrow('DOCTYPE')
})

test('after the login the browser goes on where it wanted to, and nowhere else', async () => {
  const going = async (relayState: string | undefined, ...careless: readonly Carelessness[]) => {
    const { keys } = speaker()
    const ada = visit(await service(careless, { keys }))
    const set = await ada.setOut('/login?to=/members')
    return (await ada.bring(speaker().say(set.request, keys, []), relayState ?? set.relayState)).location
  }
  expect(await going(undefined)).toBe('/members')
  expect(await going('https://aai.other.example/')).toBe('/')
  expect(await going('https://aai.other.example/', 'relay-state-open')).toBe('https://aai.other.example/')
})

test('nobody is led away by an address in the place of a path', async () => {
  const ada = visit(await service())
  for (const to of ['//aai.other.example', 'https://aai.other.example', '/\\aai.other.example']) {
    const { request, relayState } = await ada.setOut(`/login?to=${encodeURIComponent(to)}`)
    expect((await ada.bring(speaker().say(request, speaker().keys, []), relayState)).location).toBe('/')
  }
})
