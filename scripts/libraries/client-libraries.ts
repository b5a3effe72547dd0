import { oidcColumns } from './columns.ts'
import type { Page } from './page.ts'

/** docs/client-libraries.md */
export const clientLibraries: Page = {
  head: 'Library',
  columns: oidcColumns,
  introduction: (scenarios, day) => `# Client libraries, measured

Written by \`npm run libraries\` on ${day}: every scenario for services, ${scenarios} of them, played at a small service around each
library. The issuer is ours, with the profile \`openaire-beta\` and over TLS; the services are played at as \`npx aai service\` plays
at [yours](services.md). Each is made as the documentation of its library shows, with the defaults of the library; *with care* it
makes use of what the library can look at and does not unless asked to. What is judged is library and service together: what of it
is not the library’s is said with each.

✗ somebody was signed in, or something was sent, against a MUST · ! against a SHOULD, or where a standard leaves it to the service ·
✓ as required · ? nobody could tell · – does not concern this library. The numbers count scenarios; the names lead to them.
What any library leaves to its service is not told: entitlements, accounts, a use for tokens, proxies.`,
}
