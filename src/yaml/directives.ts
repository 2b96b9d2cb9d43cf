import { type YamlMark, YamlReadError } from './problem.js';
import type { DirectiveToken, TagToken } from './tokens.js';

const DEFAULT_PREFIXES: readonly (readonly [string, string])[] = [
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
];

/** What the directives before a document say: which prefixes its tags have. */
export class Directives {
  readonly #given = new Map<string, string>();
  #hasVersion = false;

  /** @throws YamlReadError when it is repeated, or is of another YAML */
  add({ version, tag, start }: DirectiveToken): void {
    if (version !== undefined) {
      if (this.#hasVersion) throw new YamlReadError('parser', 'found duplicate YAML directive', start);
      if (version[0] !== 1) {
        throw new YamlReadError('parser', 'found incompatible YAML document (version 1.* is required)', start);
      }
      this.#hasVersion = true;
    }
    if (tag !== undefined) {
      const [handle, prefix] = tag;
      if (this.#given.has(handle)) throw new YamlReadError('parser', `duplicate tag handle ${handle}`, start);
      this.#given.set(handle, prefix);
    }
  }

  /** The whole tag. @param start where the node with the tag begins */
  resolve({ handle, suffix, start: mark }: TagToken, start: YamlMark): string {
    if (handle === undefined) return suffix;
    const prefix = this.#given.get(handle) ?? DEFAULT_PREFIXES.find(([known]) => known === handle)?.[1];
    if (prefix === undefined) {
      throw new YamlReadError('parser', `found undefined tag handle ${handle}`, mark, 'while parsing a node', start);
    }
    return prefix + suffix;
  }
}
