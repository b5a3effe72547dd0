import { Command } from 'commander'
import { type RunCommandOptions, withRunOptions } from '../run/options.ts'

export const command = withRunOptions(
  new Command('service').description('play the AAI for services of your own: good logins, and each fault in one'),
)
  .option('--example', 'play at the reference service and programs, which do everything right', false)
  .option('--preset <name>', 'a service that many have: simple-oidc-client-php, …; docs/services.md names them')
  .option('--dir <folder>', 'your copy of it, which is left as it is')
  .option(
    '--proxy [setting]',
    'put NGINX before the service: as it comes, and as the guide wants it; or one of these (defaults, guide), or with the directives of a file',
  )
  .action(async (options: RunCommandOptions) => {
    const [{ run }, { exampleServices }] = await Promise.all([
      import('../run/run.ts'),
      import('#suites/kit/targets/choose.ts'),
    ])
    const examples = options.target.length > 0 ? options.target : exampleServices
    process.exitCode = await run({ ...options, ...(options.example ? { target: examples } : {}), services: true })
  })
