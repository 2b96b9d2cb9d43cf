/**
 * A secret in the forms it may appear in: as it is, line by line, encoded for URLs, JSON and base64. Short
 * parts of it are no secret.
 */
export function maskForms(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  const values = [secret, ...lines, ...lines.map(headerValue)];
  const forms = values.flatMap((value) => [
    value,
    encodeURIComponent(Buffer.from(value).toString()),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('base64url'),
  ]);
  // Masking one or two characters would blacken the whole log and hide nothing.
  return [...new Set(forms)].filter((form) => form.trim().length >= 3);
}

/** Of `Name: value` the value; else the line itself. */
function headerValue(line: string): string {
  return /^[A-Za-z0-9-]+:\s*(.+)/.exec(line)?.[1] ?? line;
}
