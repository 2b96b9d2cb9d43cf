/**
 * The candidate that was probably meant, for "did you mean": the nearest one, if it is near enough; undefined
 * otherwise.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.slice(0, LONGEST).toLowerCase();
  // A third of the letters may differ: more than that is another word.
  let best = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  let found: string | undefined;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) >= best) continue;
    const distance = editDistance(wanted, candidate.slice(0, LONGEST).toLowerCase());
    if (distance < best || (distance === 0 && found === undefined)) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

/** Names are short; whatever hostile input claims to be one is cut. */
const LONGEST = 200;

/**
 * Damerau–Levenshtein: letters added, dropped, changed, or two neighbours swapped.
 * @param most a larger distance is not of interest: something larger is given as soon as that is certain
 */
export function editDistance(a: string, b: string, most = Infinity): number {
  let leastBefore = 0;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) cost = Math.min(cost, before[j - 2]! + 1);
      current.push(cost);
      if (cost < least) least = cost;
    }
    // A swap goes back two rows.
    if (least > most && leastBefore > most) return least;
    leastBefore = least;
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}
