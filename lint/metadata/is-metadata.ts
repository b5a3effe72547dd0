/** XML by its name, or a text that begins as XML, as metadata, or as a web page that came in its place. */
export const isMetadata = (file: string, text: string): boolean => {
  const start = text.replace(/^\uFEFF?\s*/, '')
  if (/^<\?php/i.test(start)) return false
  return (
    /\.xml$/i.test(file) ||
    /^(?:<\?xml\b|<!doctype\b|<html\b)/i.test(start) ||
    (start.startsWith('<') && /^<(?:[\w.-]+:)?Entit(?:y|ies)Descriptor\b/m.test(start))
  )
}
