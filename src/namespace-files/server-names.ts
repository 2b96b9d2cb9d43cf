/**
 * What a generation of servers does with file names. "1.x" refuses or mixes up many; "2.x" keeps nearly all.
 */
export type NameRules = '1.x' | '2.x';

/**
 * The rules of a server by its version. An unknown version gets the stricter ones: what 1.x keeps, 2.x keeps
 * as well.
 */
export function nameRulesOf(version: string | undefined): NameRules {
  const major = /^v?(\d+)\./.exec(version ?? '')?.[1];
  return major !== undefined && Number(major) >= 2 ? '2.x' : '1.x';
}

/** A name or path as the server lists it: 1.x stores a blank as "+". */
export function listedName(name: string, rules: NameRules): string {
  return rules === '1.x' ? name.replaceAll(' ', '+') : name;
}

/**
 * Which stored object a path leads to: two paths with the same key overwrite each other's content. 1.x takes
 * the listed path for a URI when it stores, so that escapes are resolved then.
 */
export function storageKey(path: string, rules: NameRules): string {
  if (rules === '2.x') return path;
  return listedName(path, rules).replace(/(?:%[\da-f]{2})+/gi, (escapes) =>
    new TextDecoder().decode(Uint8Array.from(escapes.slice(1).split('%'), (hex) => Number.parseInt(hex, 16))),
  );
}
