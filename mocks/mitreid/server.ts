import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Profile } from '#fixtures/schema/profile.ts'
import { freePort, type ServerCommand, startServer } from '../real/server-process.ts'
import { contextPath, writeBase } from './base.ts'
import { type MitreidDistribution, mitreidTitle } from './distribution.ts'

export interface MitreidOptions {
  readonly profile: Profile
  readonly distribution: MitreidDistribution
  /** On 127.0.0.1; 0 takes any free one. */
  readonly port: number
  /** File for everything it says. */
  readonly log?: string
  /** Ends it, ready or not. */
  readonly signal?: AbortSignal
}

export interface RunningMitreid {
  readonly origin: string
  /** With the slash at its end. */
  readonly issuer: string
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<void>
  /** Ends the process and removes its folder. */
  readonly close: () => Promise<void>
}

/** What Spring reaches into, which newer Javas allow on request only. */
const opened = ['lang', 'util', 'io', 'net', 'text']

const commandFor = (options: MitreidOptions, base: string): ServerCommand => {
  const { tomcat } = options.distribution
  const jar = (name: string): string => join(tomcat, 'bin', name)
  const home = process.env.JAVA_HOME
  return {
    title: mitreidTitle,
    program: home ? join(home, 'bin', 'java') : 'java',
    args: [
      '-Xmx512m',
      // Its scripts are in UTF-8, and Javas before 18 read them as the locale says.
      '-Dfile.encoding=UTF-8',
      ...opened.map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`),
      `-Dcatalina.home=${tomcat}`,
      `-Dcatalina.base=${base}`,
      `-Djava.io.tmpdir=${join(base, 'temp')}`,
      '-classpath',
      [jar('bootstrap.jar'), jar('tomcat-juli.jar')].join(delimiter),
      'org.apache.catalina.startup.Bootstrap',
      'start',
    ],
    environment: process.env,
    log: options.log,
    signal: options.signal,
    install: 'install Java 11 or newer, or set JAVA_HOME to one',
  }
}

const hasStarted = (line: string): true | undefined => /Server startup in \[\d+\] milliseconds/.test(line) || undefined

/** Tomcat starts whether the application in it does or not. */
const isThere = async (issuer: string, signal: AbortSignal | undefined): Promise<boolean> => {
  const response = await fetch(`${issuer}.well-known/openid-configuration`, { signal })
  await response.text()
  return response.ok
}

/** Its first answers load most of it, which takes seconds on a busy machine: no client of a run shall wait for that. */
const warmUp = async (issuer: string, { profile, signal }: MitreidOptions): Promise<void> => {
  const { clientId = '', secret = '' } =
    Object.values(profile.clients).find(({ auth }) => auth.endsWith('_basic')) ?? {}
  const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
  const form = (fields: Record<string, string>): RequestInit => ({
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams(fields),
  })
  const requests: readonly (readonly [string, RequestInit])[] = [
    ['token', form({ grant_type: 'authorization_code', code: 'none' })],
    ['token', form({ grant_type: 'refresh_token', refresh_token: 'none' })],
    ['introspect', form({ token: 'none' })],
    ['userinfo', {}],
    [`authorize?client_id=${encodeURIComponent(clientId)}`, {}],
  ]
  for (const [path, init] of requests) await (await fetch(issuer + path, { ...init, signal })).text()
}

/** Starts a MITREid Connect on loopback with its database in memory, and resolves when it answers. */
export const startMitreid = async (options: MitreidOptions): Promise<RunningMitreid> => {
  const path = contextPath(options.profile)
  // It writes its address into every token, so that it has to know it beforehand.
  const port = await freePort(options.port)
  const base = await mkdtemp(join(tmpdir(), 'aai-mitreid-'))
  await writeBase({ ...options, port, base })
  const { ready, ended, end, lastWords } = startServer(commandFor(options, base), hasStarted)
  const close = async (): Promise<void> => {
    end()
    await ended
    await rm(base, { recursive: true, force: true })
  }
  const origin = `http://127.0.0.1:${port}`
  const issuer = `${origin}${path}/`
  try {
    await ready
    if (!(await isThere(issuer, options.signal))) {
      throw new Error(`${mitreidTitle} did not start within its Tomcat. The last lines:\n${lastWords()}`)
    }
    await warmUp(issuer, options)
    return { origin, issuer, ended, close }
  } catch (error) {
    await close()
    throw error
  }
}
