/**
 * What the servers from this version on do with the names of namespace files, as measured on 1.0.3, 1.1.0,
 * 1.2.0, 1.3.25, 1.3.31 and 2.0.0. "unknown" gets every refusal: what one of them keeps may be lost there.
 */
export type NameRules = '1.0' | '1.2' | '1.3.31' | '2.0' | 'unknown';

/** The rules of a server by its version; those of a branch's name are not known. */
export function nameRulesOf(version: string | undefined): NameRules {
  const parts = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version ?? '')?.slice(1);
  if (parts === undefined) return 'unknown';
  const [major, minor, patch] = parts.map((part) => Number(part ?? 0)) as [number, number, number];
  if (major >= 2) return '2.0';
  if (major === 0 || minor < 2) return '1.0';
  return minor > 3 || (minor === 3 && patch >= 31) ? '1.3.31' : '1.2';
}

/** A name or path as the server lists it: before 2.0 a blank is "+". */
export function listedName(name: string, rules: NameRules): string {
  return rules === '2.0' ? name : name.replaceAll(' ', '+');
}

/**
 * Which stored object a path leads to: two paths with the same key overwrite each other's content. Every line
 * takes "\\" for "/", drops ":", lower-cases the letter before it, and drops "|" at the start; before 1.3.31,
 * the path is taken for a URI: escapes are resolved, and what follows "#" or "?" is cut.
 */
export function storageKey(path: string, rules: NameRules): string {
  const stored = listedName(path, rules)
    .replaceAll('\\', '/')
    .replace(/([A-Za-z]?):/g, (_colon, letter: string) => letter.toLowerCase())
    .replace(/^\/\|+/, '/');
  return takesForUri(rules) ? decodeEscapes(stored.replace(/[#?].*/s, '')) : stored;
}

/** Before 1.3.31, a path has to be a URI, and what it means as one is stored. */
export function takesForUri(rules: NameRules): boolean {
  return rules === '1.0' || rules === '1.2' || rules === 'unknown';
}

/** "%41%C3%BC" → "Aü" */
export function decodeEscapes(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (escapes) =>
    new TextDecoder().decode(Uint8Array.from(escapes.slice(1).split('%'), (hex) => Number.parseInt(hex, 16))),
  );
}
