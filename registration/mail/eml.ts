import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type { Message } from './message.ts'

/**
 * The message as a file that mail programs open as a draft (RFC 5322). `from` is the one who will send it; without a date
 * none is claimed.
 */
export const emlOf = ({ to, subject, text }: Message, from: string | undefined, date: Date): Promise<Buffer> =>
  new MailComposer({
    ...{ to, subject, text, date, textEncoding: 'quoted-printable' },
    ...(from === undefined ? {} : { from }),
    headers: { 'X-Unsent': '1' },
    // Nothing is fetched and nothing attached because a text says so.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
