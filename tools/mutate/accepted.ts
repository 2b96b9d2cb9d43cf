import { parse } from 'yaml';
import { inOneLine, type Survivor } from './survivors.js';

/** Why a mistake that no test finds is left so: an entry of `tools/mutate/accepted/<room>.yaml`. */
export interface Acceptance {
  readonly file: string;
  /** As `survivorsOf` writes it; without `at` it is accepted wherever the file has it. */
  readonly change: string;
  /** Only where the change starts on a line with this text. */
  readonly at?: string;
  readonly why: string;
}

/** The file of a room: the first folder below `src/`, and `src` for the files right below it. */
export function acceptedFileOf(sourceFile: string): string {
  const [, room = '', ...below] = sourceFile.split('/');
  return `${below.length === 0 ? 'src' : room}.yaml`;
}

/** @throws Error when the text is not a map of source files to lists of `change`, `at` and `why`. */
export function parseAccepted(text: string, name: string): readonly Acceptance[] {
  const content: unknown = parse(text);
  return Object.entries(content ?? {}).flatMap(([file, entries]: [string, unknown]) => {
    if (acceptedFileOf(file) !== name) {
      throw new Error(`${name}: ${file} belongs into ${acceptedFileOf(file)}.`);
    }
    if (!Array.isArray(entries)) {
      throw new Error(`${name}: ${file} has no list of changes.`);
    }
    return entries.map((entry: unknown) => decodeAcceptance(entry, `${name}: ${file}`, file));
  });
}

function decodeAcceptance(entry: unknown, where: string, file: string): Acceptance {
  const { change, at, why, ...others } = Object(entry) as Readonly<Record<string, unknown>>;
  if (typeof change !== 'string' || !change.includes(' → ')) {
    throw new Error(`${where}: an entry has no "change: <original> → <replacement>".`);
  }
  if (typeof why !== 'string' || why.trim() === '') {
    throw new Error(`${where}: ${change}: "why" is missing.`);
  }
  if (at !== undefined && typeof at !== 'string') {
    throw new Error(`${where}: ${change}: "at" is no text.`);
  }
  if (Object.keys(others).length > 0) {
    throw new Error(`${where}: ${change}: unknown key ${Object.keys(others).join(', ')}.`);
  }
  return { file, change, why, ...(at === undefined ? {} : { at }) };
}

export function accepts({ file, change, at = '' }: Acceptance, survivor: Survivor): boolean {
  return file === survivor.file && inOneLine(change) === survivor.change && survivor.sourceLine.includes(inOneLine(at));
}
