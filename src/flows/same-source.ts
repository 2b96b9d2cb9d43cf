/**
 * Whether Kestra takes two sources for the same: it removes one leading-of-line `revision: N` from each, then
 * compares every character.
 */
export function sameSource(one: string, other: string): boolean {
  return one === other || withoutRevision(one) === withoutRevision(other);
}

function withoutRevision(source: string): string {
  return source.replace(/^revision: \d+\n?/m, '');
}
