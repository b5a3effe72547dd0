import { Command } from 'commander'
import type { SpMetadataOptions } from '../sp-metadata/run.ts'

export const command = new Command('sp-metadata')
  .description(
    'print the SAML metadata of the service that aai is at an identity provider, for its operator to register',
  )
  .argument('<target>', 'by its name in aai.config')
  .option('--sp <role>', 'which of its services', 'sp')
  .option('-c, --config <file>', 'another configuration than aai.config.ts, .json or .yaml here')
  .action(async (target: string, options: SpMetadataOptions) => {
    const { runSpMetadata } = await import('../sp-metadata/run.ts')
    console.log(await runSpMetadata(target, options, process.env))
  })
