import { Command, Option } from 'commander'
import { withRunOptions } from '../run/options.ts'
import { DEFAULTS, days, duration, interval, port, type WatchCommandOptions } from '../watch/options.ts'

export const command = withRunOptions(
  new Command('watch').description('play the same scenarios again and again, and tell what changes'),
)
  .addOption(
    new Option('--every <time>', 'from one round to the next: 30s, 15m, 2h')
      .argParser(interval)
      .default(DEFAULTS.every, '15m'),
  )
  .option('--once', 'play one round and end with the exit code of aai run', false)
  .option('--history <folder>', `where rounds are kept (default: ${DEFAULTS.history})`)
  .option('--list', 'show the rounds that are kept and what they brought, and play nothing', false)
  .addOption(
    new Option('--keep <time>', 'forget rounds that are older').argParser(duration).default(DEFAULTS.keep, '90d'),
  )
  .option('--metrics <file>', 'write metrics for the textfile collector of node_exporter: name it *.prom')
  .option('--metrics-port <port>', 'serve metrics for Prometheus at /metrics', port)
  .option('--metrics-host <address>', 'where to listen for that', DEFAULTS.metricsHost)
  .option('--nagios', 'play one round, print one line as monitoring plugins do, end with 0, 1, 2 or 3', false)
  .option('--warning-days <n>', 'a certificate runs out in fewer days', days, DEFAULTS.warningDays)
  .option('--critical-days <n>', 'in fewer than these it is urgent', days, DEFAULTS.criticalDays)
  .addHelpText(
    'after',
    '\nThe few scenarios that are played unless -s, --tag or -r choose others are in docs/monitoring.md.',
  )
  .action(async (options: WatchCommandOptions, self: Command) => {
    const { runWatch } = await import('../watch/watch.ts')
    const reported = self.getOptionValueSource('out') !== 'default'
    const code = await runWatch({ ...options, reported })
    // A scenario under way when a signal came would hold on to the process.
    process.exit(code)
  })
