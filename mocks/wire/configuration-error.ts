/**
 * Something the user gave us cannot be used: an option, the configuration, a file, a credential.
 * The message is one sentence that names the place and the remedy; commands print it and end with exit code 2.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}
