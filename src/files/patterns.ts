import picomatch from 'picomatch';

interface Pattern {
  /** As it is written in the input. */
  readonly text: string;
  /** Without `!`, `./` and a leading `/`. */
  readonly glob: string;
  readonly negated: boolean;
  readonly matches: (path: string) => boolean;
}

/** `*` and `*` below it may be excluded, and what lies deeper not. */
const DEPTHS = [1, 2, 20];

/**
 * The globs of an input in their order: of those that match a path, the last one decides, and `!` turns the
 * decision round – as in actions/upload-artifact. Matched without regard to case; a line break in a name is a
 * character like others.
 */
export class Patterns {
  readonly #patterns: readonly Pattern[];
  readonly #used = new Set<Pattern>();

  /**
   * @param input what the globs are for: of those that exclude files, the plain name of a folder means all
   * that is in it, as it does for a `!` in a list of those that include files
   */
  constructor(lines: readonly string[], input: 'include' | 'exclude') {
    this.#patterns = lines.filter((line) => !line.startsWith('#')).map((line) => patternOf(line, input));
  }

  /** undefined: no glob matches. */
  decide(path: string): boolean | undefined {
    let decision: boolean | undefined;
    for (const pattern of this.#patterns) {
      if (!pattern.matches(path)) continue;
      this.#used.add(pattern);
      decision = !pattern.negated;
    }
    return decision;
  }

  /** Whether every file below a folder is matched, whatever its name, and none is taken back. */
  coverAllOf(folder: string): boolean {
    if (this.#patterns.some((pattern) => pattern.negated && mayMatchBelow(pattern, folder))) return false;
    return DEPTHS.every((depth) => this.decide(folder + '/\u0001'.repeat(depth)) === true);
  }

  /** The globs that matched nothing, and could match nothing in the folders that were not looked into. */
  unused(notLookedInto: readonly string[]): readonly { readonly text: string; readonly glob: string }[] {
    return this.#patterns.filter(
      (pattern) => !this.#used.has(pattern) && !notLookedInto.some((folder) => mayMatchBelow(pattern, folder)),
    );
  }
}

function patternOf(text: string, input: 'include' | 'exclude'): Pattern {
  const negated = text.startsWith('!');
  // `\!x` and `\#x` are names that begin so.
  const name = negated ? text.slice(1).trim() : text.replace(/^\\(?=[!#])/, '');
  // A slash alone is the root, and all that is in it.
  const glob = name.replace(/^\.?\/+/, '') || '**';
  const plain = glob.replace(/\/+$/, '');
  const meansFolder = plain !== glob || ((input === 'exclude' || negated) && !picomatch.scan(glob).isGlob);
  const globs = meansFolder ? [plain, `${plain}/**`] : [glob];
  return { text, glob, negated, matches: picomatch(globs, { flags: 'is', dot: true, nonegate: true }) };
}

/** By what stands before the first wildcard. */
function mayMatchBelow({ glob }: Pattern, folder: string): boolean {
  const base = picomatch.scan(glob.toLowerCase()).base.replace(/\/+$/, '');
  const below = folder.toLowerCase();
  return base === '' || base === below || base.startsWith(`${below}/`) || below.startsWith(`${base}/`);
}
