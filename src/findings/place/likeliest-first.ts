/** Those for which something holds in front of the others, either in the order that they had. */
export function likeliestFirst<T>(all: readonly T[], isLikely: (one: T) => boolean): readonly T[] {
  const likely: T[] = [];
  const others: T[] = [];
  for (const one of all) (isLikely(one) ? likely : others).push(one);
  return [...likely, ...others];
}
