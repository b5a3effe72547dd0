import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

// Linux counts processor time in ticks of 10 ms (USER_HZ), whatever the kernel's own clock does.
const TICKS_PER_SECOND = 100

const onLinux = existsSync('/proc/stat')

const hasTaskset = (): boolean => {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Servers on one processor, the load on another: neither steals from what is measured. */
export const isPinned = onLinux && availableParallelism() > 1 && hasTaskset()
const allProcessors = `0-${availableParallelism() - 1}`

export const pinSelf = (): void => {
  if (isPinned) execFileSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)], { stdio: 'ignore' })
}

type Command = readonly [file: string, ...args: string[]]

export const onServerProcessor = (command: Command): Command =>
  isPinned ? ['taskset', '-c', '0', ...command] : command

/** Undoes the pinning that a child would inherit. */
export const onAllProcessors = (command: Command): Command =>
  isPinned ? ['taskset', '-c', allProcessors, ...command] : command

/** Resident memory in MiB; NaN where the system does not say. */
export const residentMiB = (pid: number): number => {
  if (!onLinux) return Number.NaN
  const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kib) / 1024
}

/** Processor seconds of a process so far. Fields 14 and 15 of proc_pid_stat(5), counted behind the command's name. */
const secondsOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** Processor seconds of the whole machine: in use, and withheld by the hypervisor. See proc_stat(5). */
const secondsOfAll = (): { readonly busy: number; readonly stolen: number } => {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, stolen = 0] =
    readFileSync('/proc/stat', 'utf8').split('\n')[0]?.split(/\s+/).slice(1).map(Number) ?? []
  return { busy: (user + nice + system + irq + softirq) / TICKS_PER_SECOND, stolen: stolen / TICKS_PER_SECOND }
}

/**
 * Processors that others used up meanwhile, our server and ourselves left out: 0.15 is 15 % of one.
 * A server that was started meanwhile is named at the end only.
 */
export const noiseMeter = (server?: number): ((server?: number) => number) => {
  if (!onLinux) return () => Number.NaN
  const reading = (pid: number | undefined) => {
    const own = process.cpuUsage()
    const { busy, stolen } = secondsOfAll()
    const ours = (own.user + own.system) / 1e6 + (pid === undefined ? 0 : secondsOf(pid))
    return { at: performance.now(), others: busy + stolen - ours }
  }
  const before = reading(server)
  return (serverNow = server) => {
    const after = reading(serverNow)
    return Math.max(0, (after.others - before.others) / ((after.at - before.at) / 1000))
  }
}

/** Above this the figures of a round say more about the neighbours than about us. */
export const NOISY = 0.15
