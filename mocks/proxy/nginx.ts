import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as passing } from 'node:timers/promises'
import { promisify } from 'node:util'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { Certificate, Engine, Way, Ways } from './engine.ts'
import { relay } from './tap.ts'

/** Milliseconds between two looks, and those that a start may take. */
const [A_WHILE, STARTING] = [20, 15_000]

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

/** One process, which needs no rights; its files stay together. */
const main = (folder: string, servers: string): string => `
daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr warn;
events { worker_connections 512; }
http {
  access_log off;
  ${TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  ${servers}
}
`

const tlsLines = (folder: string): string =>
  `ssl_certificate ${folder}/certificate.pem; ssl_certificate_key ${folder}/key.pem;`

/** The usual lines for a service behind NGINX; what was asked for stands before them. */
const serverOf = (folder: string, name: string, { port }: Way, tls: boolean): string => `
  server {
    listen unix:${folder}/${name}.sock${tls ? ' ssl' : ''};
    error_log ${folder}/${name}.log info;
    ${tls ? tlsLines(folder) : ''}
    include ${folder}/${name}.conf;
    location / {
      proxy_pass http://127.0.0.1:${port};
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Proto $scheme;
    }
  }`

const isUp = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.end())
  })

const versionOf = async (executable: string): Promise<string> => {
  const { stderr } = await promisify(execFile)(executable, ['-v'])
  return /nginx\/([\d.]+)/.exec(stderr)?.[1] ?? ''
}

/** NGINX names the file in our folder, and its reader knows the own one. */
const complaintOf = (output: string, folder: string): string => {
  const line = output.split('\n').find((each) => /\[(emerg|alert|crit)\]/.test(each)) ?? output.trim()
  return line.replaceAll(`${folder}/`, '').replace(/^.*\[\w+\] (\d+#\d+: )?/, '')
}

interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<string>
}

const started = (executable: string, folder: string): Started => {
  const child = spawn(executable, ['-p', folder, '-c', `${folder}/nginx.conf`, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr?.on('data', (data: Buffer) => {
    output = (output + data.toString()).slice(-4_000)
  })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', () => resolve(complaintOf(output, folder)))
  })
  return { child, ended }
}

const untilUp = async ({ ended }: Started, paths: readonly string[]): Promise<string | undefined> => {
  let over: string | undefined
  void ended.then((why) => {
    over = why
  })
  const latest = performance.now() + STARTING
  for (const path of paths) {
    while (over === undefined && !(await isUp(path))) {
      if (performance.now() > latest) return `it does not listen after ${STARTING / 1000} s`
      await passing(A_WHILE)
    }
  }
  return over
}

const written = async (folder: string, ways: Ways, certificate: Certificate | undefined): Promise<void> => {
  const names = Object.entries(ways)
  const servers = names.map(([name, way]) => serverOf(folder, name, way, certificate !== undefined)).join('')
  const files = [
    ['nginx.conf', main(folder, servers)],
    ...names.map(([name, { directives }]) => [`${name}.conf`, `${directives}\n`]),
    ...(certificate === undefined
      ? []
      : [
          ['certificate.pem', certificate.cert],
          ['key.pem', certificate.key],
        ]),
  ]
  for (const [name = '', text = ''] of files) await writeFile(join(folder, name), text, { mode: 0o600 })
}

/** Messages without time, process, headers and whose request it was: there may be codes and cookies in them. */
const messagesIn = (log: string): readonly string[] =>
  log
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/^\S+ \S+ \[\w+\] \S+ (\*\d+ )?/, '').replace(/, client: .*$/, ''))
    .map((line) => line.replace(/: ".*$/, ''))

/** A real NGINX in the foreground, in a folder of its own. Throws a ConfigurationError where it does not start. */
export const startNginx = async (executable: string, ways: Ways, certificate?: Certificate): Promise<Engine> => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-nginx-'))
  const sockets = Object.keys(ways).map((name) => [name, join(folder, `${name}.sock`)] as const)
  await written(folder, ways, certificate)
  const running = started(executable, folder)
  const kill = (): void => void running.child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async (): Promise<void> => {
    running.child.kill('SIGTERM')
    await running.ended
    process.off('exit', kill)
    await rm(folder, { recursive: true, force: true })
  }
  const trouble = await untilUp(
    running,
    sockets.map(([, path]) => path),
  )
  if (trouble !== undefined) {
    await stop()
    throw new ConfigurationError(`NGINX does not start: ${trouble}. Its directives have to fit into a server block.`)
  }
  const relays = await Promise.all(
    sockets.map(async ([name, path]) => [name, await relay(() => connect(path))] as const),
  )
  return {
    title: `NGINX ${await versionOf(executable)}`,
    ports: Object.fromEntries(relays.map(([name, { port }]) => [name, port])),
    complaints: async (way) => messagesIn(await readFile(join(folder, `${way}.log`), 'utf8').catch(() => '')),
    close: async () => {
      await Promise.all(relays.map(([, { close }]) => close()))
      await stop()
    },
  }
}
