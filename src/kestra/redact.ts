/** A text without any secret. */
export type Redact = (text: string) => string;

/** Hides secrets in text of others, in every form in which a server or a proxy may echo them. */
export function redactor(secrets: readonly string[]): Redact {
  const forms = new Set(secrets.flatMap(formsOf).filter((form) => form !== ''));
  // The longest first: what is left of a long one when a short one inside it is gone would still tell
  // something.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((safe, form) => safe.replaceAll(form, '***'), text);
}

function formsOf(secret: string): readonly string[] {
  // A lone surrogate has no URL encoding.
  const encoded = encodeURIComponent(Buffer.from(secret, 'utf8').toString('utf8'));
  const strict = encoded.replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const percent = [encoded, strict, ...[encoded, strict].map((form) => form.replaceAll('%20', '+'))];
  const lowerCase = percent.map((form) => form.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()));
  return [
    secret,
    secret.trim(),
    encodeURI(Buffer.from(secret, 'utf8').toString('utf8')),
    ...percent,
    ...lowerCase,
    JSON.stringify(secret).slice(1, -1),
  ];
}
