import type { InputReader } from './input.js';

/** Headers that the client itself decides about. */
const OURS = new Set(['host', 'content-length', 'content-type', 'transfer-encoding', 'connection', 'accept-encoding']);

/** Extra request headers, one `Name: value` per line. */
export const headers: InputReader<Readonly<Record<string, string>>> = {
  kind: '`Name: value`, one per line',
  allowed: 'one "Name: value" per line',
  read: (given) => {
    const found: Record<string, string> = {};
    for (const [index, line] of given.split(/\r?\n/).entries()) {
      if (line.trim() === '') continue;
      const colon = line.indexOf(':');
      const name = line.slice(0, Math.max(colon, 0)).trim();
      const value = line.slice(colon + 1).trim();
      if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) return { problem: `has no "Name: value" in line ${index + 1}` };
      // Only what every HTTP stack sends unchanged.
      if (!/^[\x20-\x7e\t]+$/.test(value)) {
        return { problem: `has an empty or non-ASCII value for "${name}" in line ${index + 1}` };
      }
      if (OURS.has(name.toLowerCase())) return { problem: `sets "${name}", which the request itself decides` };
      found[name] = value;
    }
    return { value: found };
  },
};
