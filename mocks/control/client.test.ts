import { afterAll, beforeAll, expect, test } from 'vitest'
import { askingSp } from '#mocks/idp/testing/asking.ts'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { clientOf, logIn, userinfoStatus } from '#mocks/op/testing/relying-party.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { connectControl, type RemoteControl } from './client.ts'
import { type Control, startControl } from './index.ts'

let op: RunningProvider
let control: Control
let remote: RemoteControl
beforeAll(async () => {
  op = await startProvider()
  control = await startControl(op)
  remote = connectControl(control)
})
afterAll(() => Promise.all([control.close(), op.close()]))

const subOf = (idToken: string) => decodeJwt(idToken)?.claims.sub

test('a provider in another process is steered as the one in our own', async () => {
  const redirectUris = ['http://127.0.0.1/cb']
  await remote.addClient('mine', { clientId: 'mine', auth: 'client_secret_basic', secret: 's', redirectUris })
  await remote.addUser('me/you', { username: 'me', password: 'pw' })
  const waiting = remote.requests({ endpoint: 'token', client: 'mine', wait: 60 })
  const { access, id } = await logIn(op, 'mine', { as: 'me/you' })
  expect(await waiting).toMatchObject([{ params: { grant_type: 'authorization_code' }, clientId: 'mine' }])
  const { lift } = await remote.fault({ at: 'id-token', remove: ['sub'] }, { client: 'mine' })
  expect(subOf((await logIn(op, 'mine')).id)).toBeUndefined()
  await lift()
  expect(subOf((await logIn(op, 'mine')).id)).toBeTypeOf('string')
  await remote.elapse(access, 86_400)
  expect(await userinfoStatus(op, access)).toBe(401)
  await remote.rotateKeys()
  expect(decodeJwt((await logIn(op, 'mine')).id)?.header.kid).not.toBe(decodeJwt(id)?.header.kid)
  await remote.removeClient('mine')
  await remote.removeUser('me/you')
  await remote.reset()
  expect(await remote.requests()).toEqual([])
  expect(clientOf(op, 'web').clientId).toBeTypeOf('string')
})

test('service providers are registered by their metadata', async () => {
  const { metadata, text } = await askingSp('one')
  await remote.addServiceProvider(text, { encrypt: true })
  expect(op.saml.serviceProviders()).toEqual([metadata.entityId])
  await remote.removeServiceProvider(metadata.entityId)
  expect(op.saml.serviceProviders()).toEqual([])
  await expect(remote.removeServiceProvider('x')).rejects.toThrow('No service provider "x"')
  await expect(remote.addServiceProvider('<x/>')).rejects.toThrow('POST /sps: Metadata: the metadata describes 0')
})

test('what cannot be done rejects with what the provider says of it', async () => {
  await expect(remote.removeClient('nobody')).rejects.toThrow('DELETE /clients/nobody: There is no "nobody" here')
  await expect(connectControl({ ...control, token: 'guessed' }).reset()).rejects.toThrow('Send the token')
})
