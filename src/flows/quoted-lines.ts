import type { YAMLError } from 'yaml';

/**
 * SnakeYAML lets quoted text go on at any indentation, the YAML library does not and misses the closing
 * quote: the lines of such a text joined, every offset kept.
 * @returns undefined when the quote is really missing
 */
export function closeQuotes(source: string, error: YAMLError): string | undefined {
  const quote = error.message.includes('"') ? '"' : "'";
  const open = source.lastIndexOf(quote, Math.max(error.pos[0] - 1, 0));
  for (const start of [error.pos[0], open]) {
    const end = source[start] === quote ? endOfQuoted(source, start, quote) : undefined;
    if (end === undefined) continue;
    const quoted = source.slice(start, end);
    if (!quoted.includes('\n')) continue;
    return (
      source.slice(0, start) + quoted.replace(/\r?\n/g, (newline) => ' '.repeat(newline.length)) + source.slice(end)
    );
  }
  return undefined;
}

/** Offset behind the closing quote. */
function endOfQuoted(source: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < source.length; at++) {
    if (quote === '"' && source[at] === '\\') at++;
    else if (source[at] === quote) {
      if (quote === '"' || source[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return undefined;
}
