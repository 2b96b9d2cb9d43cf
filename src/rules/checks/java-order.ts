/**
 * Distinct strings in the order in which Java's HashMap and HashSet give them back: the server prints some
 * lists so.
 */
export function hashOrder(keys: readonly string[]): readonly string[] {
  const distinct = [...new Set(keys)];
  let buckets = 16;
  while (distinct.length > buckets * 0.75) buckets *= 2;
  const bucketOf = (key: string): number => {
    const hash = javaHash(key);
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  const placed = distinct.map((key) => [bucketOf(key), key] as const);
  return placed.sort(([a], [b]) => a - b).map(([, key]) => key);
}

function javaHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}
