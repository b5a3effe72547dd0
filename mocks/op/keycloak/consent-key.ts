/** What a user has agreed to is kept by subject and client. */
export const consentKey = (subject: string, clientId: string): string => `${subject} ${clientId}`
