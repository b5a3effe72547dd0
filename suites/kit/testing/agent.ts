import { onTestFinished } from 'vitest'
import { systemClock } from '#mocks/wire/clock.ts'
import { createRecorder } from '#mocks/wire/recorder.ts'
import { createRedactor } from '#mocks/wire/redaction.ts'
import { type ConnectionOptions, createConnections } from '../drivers/connections.ts'
import { createHttpAgent } from '../drivers/http.ts'
import { type Limits, usualLimits } from '../drivers/limits.ts'
import { createTransport } from '../drivers/transport.ts'
import { CALLBACK } from './seed.ts'
import { type StubHandler, type StubIssuer, stubIssuer } from './stub-issuer.ts'

/** A stub that is gone when the test is over. */
export const stub = async (handle: StubHandler): Promise<StubIssuer> => {
  const issuer = await stubIssuer(handle)
  onTestFinished(issuer.close)
  return issuer
}

/** An HTTP agent with what it recorded, gone when the test is over. */
export const httpAgent = (limits: Partial<Limits> = {}, connections: ConnectionOptions = {}) => {
  const dispatcher = createConnections(connections)
  onTestFinished(() => dispatcher.destroy())
  const redactor = createRedactor()
  const recorder = createRecorder({ prefix: '', redactor, clock: systemClock })
  const all = { ...usualLimits, ...limits }
  const transport = createTransport({ dispatcher, recorder, redactor, limits: all })
  return {
    agent: createHttpAgent({ transport, redirectUris: [CALLBACK], hosts: [], limits: all }),
    recorder,
    transport,
  }
}
