import { readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { dirname } from 'node:path/posix';
import { parse } from 'yaml';
import { inOneLine, type Survivor } from './survivors.js';

/** Why a mistake that no test finds is left so: `tools/mutate/accepted/<folder below src>.yaml`. */
export interface Acceptance {
  readonly file: string;
  /** As `survivorsOf` writes it; without `at` it is accepted wherever the file has it. */
  readonly change: string;
  /** Only where the change starts on a line with this text. */
  readonly at?: string;
  readonly why: string;
}

/** The files below a folder that name what is accepted, as `acceptedFileOf` writes them. */
export function acceptedFiles(folder: string): readonly string[] {
  const names = readdirSync(folder, { encoding: 'utf8', recursive: true });
  return names.filter((name) => name.endsWith('.yaml')).map((name) => name.replaceAll(sep, '/'));
}

/** The file of the folder that a source file is in; `src.yaml` for the files right below `src/`. */
export function acceptedFileOf(sourceFile: string): string {
  const folder = dirname(sourceFile);
  return `${folder === 'src' ? 'src' : folder.slice('src/'.length)}.yaml`;
}

/**
 * @throws Error when the text is no map of source files to lists of `change` (one text, or several),
 * `at` and `why`.
 */
export function parseAccepted(text: string, name: string): readonly Acceptance[] {
  const content: unknown = parse(text);
  return Object.entries(content ?? {}).flatMap(([file, entries]: [string, unknown]) => {
    if (acceptedFileOf(file) !== name) {
      throw new Error(`${name}: ${file} belongs into ${acceptedFileOf(file)}.`);
    }
    if (!Array.isArray(entries)) {
      throw new Error(`${name}: ${file} has no list of changes.`);
    }
    return entries.flatMap((entry: unknown) => decodeAcceptances(entry, `${name}: ${file}`, file));
  });
}

function decodeAcceptances(entry: unknown, where: string, file: string): readonly Acceptance[] {
  const { change, at, why, ...others } = Object(entry) as Readonly<Record<string, unknown>>;
  const changes: readonly unknown[] = Array.isArray(change) ? change : [change];
  if (changes.length === 0 || !changes.every(isChange)) {
    throw new Error(`${where}: an entry has no "change: <original> → <replacement>".`);
  }
  const which = `${where}: ${changes.join(', ')}`;
  if (typeof why !== 'string' || why.trim() === '') {
    throw new Error(`${which}: "why" is missing.`);
  }
  if (at !== undefined && typeof at !== 'string') {
    throw new Error(`${which}: "at" is no text.`);
  }
  if (Object.keys(others).length > 0) {
    throw new Error(`${which}: unknown key ${Object.keys(others).join(', ')}.`);
  }
  return changes.map((each) => ({ file, change: each, why, ...(at === undefined ? {} : { at }) }));
}

function isChange(value: unknown): value is string {
  return typeof value === 'string' && value.includes(' → ');
}

export function accepts({ file, change, at = '' }: Acceptance, survivor: Survivor): boolean {
  return file === survivor.file && inOneLine(change) === survivor.change && survivor.sourceLine.includes(inOneLine(at));
}
