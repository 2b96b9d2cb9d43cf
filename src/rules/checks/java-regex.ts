/**
 * Whether Java refuses a pattern for certain: unclosed groups, classes and quotes, repetitions of nothing.
 * What needs more knowledge of Java's dialect counts as a pattern.
 */
export function isBrokenPattern(pattern: string): boolean {
  let depth = 0;
  let index = 0;
  // Whether something stands before the current place that a repetition can repeat.
  let repeatable = false;
  while (index < pattern.length) {
    const char = pattern[index]!;
    if (char === '\\') {
      if (index + 1 >= pattern.length) return true;
      if (pattern[index + 1] === 'Q') {
        const end = pattern.indexOf('\\E', index + 2);
        if (end < 0) return false;
        index = end + 2;
      } else index += /^\\[pPxNk]\{[^}]*\}/.exec(pattern.slice(index, index + 80))?.[0].length ?? 2;
      repeatable = true;
    } else if (char === '[') {
      const end = endOfClass(pattern, index);
      if (end === undefined) return true;
      index = end;
      repeatable = true;
    } else if (char === '(') {
      depth++;
      index++;
      // What follows "(?" is looked at by Java alone.
      if (pattern[index] === '?') return !pattern.includes(')', index);
      repeatable = false;
    } else if (char === ')') {
      if (--depth < 0) return true;
      index++;
      repeatable = true;
    } else if (char === '|') {
      index++;
      repeatable = false;
    } else if (char === '*' || char === '+' || char === '?') {
      if (!repeatable) return true;
      index++;
      // A second sign makes a repetition lazy or possessive, a third repeats nothing.
      if (pattern[index] === '?' || pattern[index] === '+') index++;
      repeatable = false;
    } else if (char === '{') {
      const counted = /^\{\d+(,\d*)?\}/.exec(pattern.slice(index, index + 24));
      if (!/^\{\d/.test(pattern.slice(index, index + 2))) return true;
      if (counted === null) return true;
      index += counted[0].length;
      if (pattern[index] === '?' || pattern[index] === '+') index++;
      repeatable = false;
    } else {
      index++;
      repeatable = true;
    }
  }
  return depth > 0;
}

/** Behind a character class that begins at `start`; classes can be nested. Undefined: it is not closed. */
function endOfClass(pattern: string, start: number): number | undefined {
  let depth = 0;
  for (let index = start; index < pattern.length; index++) {
    const char = pattern[index];
    if (char === '\\') {
      if (pattern[index + 1] === 'Q') return pattern.length;
      index++;
    } else if (char === '[') {
      depth++;
      if (pattern[index + 1] === '^') index++;
      // A bracket that comes first is itself a member.
      if (pattern[index + 1] === ']') index++;
    } else if (char === ']' && --depth === 0) return index + 1;
  }
  return undefined;
}

/**
 * As far as a pattern means the same in Java and JavaScript and is quick: whether it matches the whole text.
 */
export function matchesWhole(pattern: string, text: string): boolean | undefined {
  const unbounded = pattern.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  const isPlain = /^[\w\s\-^$.,:;@/=!<>#%&~'"|()[\]*+?{}]*$/.test(pattern.replace(/\\[dwDW.\-/[\](){}*+?^$|\\]/g, ''));
  const isNested = /[*+}]\)?[*+?{]|\)[*+{]/.test(pattern);
  if (
    !isPlain ||
    isNested ||
    unbounded > 3 ||
    text.length > 256 ||
    pattern.includes('(?') ||
    pattern.includes('&&') ||
    /\[[^\]]*\[/.test(pattern)
  ) {
    return undefined;
  }
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return undefined;
  }
}
