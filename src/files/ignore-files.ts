import { join } from 'node:path';
import ignore from 'ignore';
import { FilesError } from '../errors.js';
import { readRegularFile } from './regular-file.js';

const MAX_BYTES = 1_048_576;

/** What the ignore file of one folder says, relative to that folder. */
interface Level {
  /** Relative to the root, "" for the root itself. */
  readonly folder: string;
  readonly rules: ReturnType<typeof ignore>;
}

/** The ignore files from the root down to a folder: syntax and meaning of .gitignore. */
export type IgnoreRules = readonly Level[];

/**
 * Adds the ignore file of a folder, if it has one.
 * @param folder relative to the root, with "/"
 * @throws FilesError when the file cannot be read: nothing may be uploaded that it keeps out
 */
export function withIgnoreFile(rules: IgnoreRules, root: string, folder: string, name: string): IgnoreRules {
  const shown = folder === '' ? name : `${folder}/${name}`;
  let bytes: Buffer | undefined;
  try {
    bytes = readRegularFile(join(root, folder, name), MAX_BYTES);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return rules;
    throw new FilesError(`The ignore file ${shown} cannot be read (${code}).`, { cause });
  }
  if (bytes === undefined) throw new FilesError(`The ignore file ${shown} is no file, or larger than 1 MB.`);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return [...rules, { folder, rules: ignore({ ignorecase: false }).add(text) }];
}

/** Whether a path is left out; of nested ignore files the innermost that says anything decides. */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  let ignored = false;
  for (const { folder, rules: own } of rules) {
    const below = folder === '' ? path : path.slice(folder.length + 1);
    const answer = own.test(isFolder ? `${below}/` : below);
    if (answer.ignored) ignored = true;
    else if (answer.unignored) ignored = false;
  }
  return ignored;
}
