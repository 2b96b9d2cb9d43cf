import { ActionError } from '../errors.js';
import { nearestRoot } from './nearest-root.js';
import { type FileChange, RAW_LOG, rawLogParser } from './raw-log.js';
import { type GitEnd, gitText, runGit } from './run-git.js';

/** The history cannot be read, or not all of it is here. */
export class HistoryError extends ActionError {
  override readonly reason = 'history';
}

/** A checkout with its whole history. */
export interface Repository {
  /** Absolute path of its root; of a folder in a submodule, the submodule's. */
  readonly root: string;
  /** The folder it was found by, from its root with "/"; "" for the root itself. */
  readonly folder: string;
}

const CHECKOUT = 'Add `fetch-depth: 0` to actions/checkout.';

/**
 * The repository that a folder belongs to.
 * @param folder absolute path
 * @param shown the folder as people know it
 * @throws HistoryError when there is none, it has no commit, or its history is cut off
 */
export async function openRepository(folder: string, shown: string): Promise<Repository> {
  const nearest = await nearestRoot(folder);
  const asked = ['rev-parse', '--show-prefix', '--is-shallow-repository'];
  const [prefix, isShallow] = (nearest && (await gitText(nearest.root, asked)))?.split(/\r?\n/) ?? [];
  // With a prefix git did not take this `.git` for a repository, and found another one around it.
  if (nearest === undefined || prefix !== '') {
    throw new HistoryError(
      `\`prune: removed\` reads the history of "${shown}", but that is in no Git checkout. Nothing was changed.`,
      {
        hint: `Is actions/checkout the first step? ${CHECKOUT} In a container, git may also refuse a folder that belongs to another user: run \`git config --global --add safe.directory "$GITHUB_WORKSPACE"\` before.`,
      },
    );
  }
  if (isShallow === 'true') {
    throw new HistoryError(
      `\`prune: removed\` needs the history to know what this repository once held. ${CHECKOUT} Nothing was changed.`,
    );
  }
  if ((await gitText(nearest.root, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])) === undefined) {
    throw new HistoryError(
      '`prune: removed` needs the history, but the repository has no commit. Nothing was changed.',
    );
  }
  return nearest;
}

/**
 * Every change of a file below these paths that led to the commit that is checked out, newest first: one pass
 * of `git log`, merges included, renames as a removal and a new file.
 * @param paths from the root of the repository, with "/"; "" is all of it
 * @throws HistoryError when git fails
 */
export async function readHistory(
  { root }: Repository,
  paths: readonly string[],
  onChange: (change: FileChange) => void,
): Promise<void> {
  // Configuration of the user must not change what the log means.
  const options = ['--full-history', '-c', '--root', '--no-relative', '--no-show-signature'];
  const pathspecs = paths.map((path) => (path === '' ? '.' : path));
  const end = await runGit(
    ['--no-replace-objects', '--literal-pathspecs', 'log', ...options, ...RAW_LOG, 'HEAD', '--', ...pathspecs],
    { cwd: root, onOutput: rawLogParser(onChange) },
  );
  requireSuccess(end);
}

/** One content that a path once held. */
export interface HeldContent {
  /** Object name. */
  readonly blob: string;
  /** The commit that replaced or removed it last; absent: it is there, or that is not known. */
  readonly endedIn?: string;
  /** Counts back from the newest change: the smaller, the newer. */
  readonly age: number;
}

/** All that the repository ever held below these paths, by path from its root; the newest first. */
export async function readHeldFiles(
  repository: Repository,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly HeldContent[]>> {
  const held = new Map<string, Map<string, HeldContent>>();
  let age = 0;
  await readHistory(repository, paths, ({ commit, path, before, after }) => {
    age++;
    let contents = held.get(path);
    if (contents === undefined) held.set(path, (contents = new Map()));
    if (after !== undefined && !contents.has(after)) contents.set(after, { blob: after, age });
    for (const blob of before) if (!contents.has(blob)) contents.set(blob, { blob, endedIn: commit, age });
  });
  const present = await listTree(repository, paths);
  return new Map([...held].map(([path, contents]) => [path, endedUnlessPresent(contents, present.get(path))]));
}

/**
 * The commit that is checked out decides what is there: a merge that takes one side as it is drops the other
 * without a change in the log.
 */
function endedUnlessPresent(
  contents: ReadonlyMap<string, HeldContent>,
  present: string | undefined,
): readonly HeldContent[] {
  const all = [...contents.values()];
  const lastEnd = all.find(({ endedIn }) => endedIn !== undefined)?.endedIn;
  return all.map(({ blob, age, endedIn = lastEnd }) =>
    blob === present || endedIn === undefined ? { blob, age } : { blob, age, endedIn },
  );
}

/**
 * The object names of the files of the commit that is checked out, by path from the root with "/"; links and
 * submodules are left out.
 * @param paths as of `readHistory`
 * @throws HistoryError when git fails
 */
export async function listTree({ root }: Repository, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const pathspecs = paths.includes('') ? [] : paths;
  const options = ['--no-replace-objects', '--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree'];
  const text = await gitText(root, [...options, 'HEAD', '--', ...pathspecs]);
  if (text === undefined) throw unreadable('');
  const files = [...text.matchAll(/100\d{3} blob ([0-9a-f]+)\t([^\0]+)\0/g)];
  return new Map(files.map(([, blob = '', path = '']) => [path, blob]));
}

/** Files of the commit that is checked out and others that are not ignored, from the root, with "/". */
export async function listFiles({ root }: Repository): Promise<readonly string[]> {
  const text = await gitText(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  if (text === undefined) throw unreadable('');
  return [...new Set(text.split('\0').filter((path) => path !== ''))];
}

/** @throws HistoryError when the call failed, with what git said */
export function requireSuccess(end: GitEnd): void {
  if (end === 'absent') throw unreadable('');
  if (end.exitCode !== 0) throw unreadable(end.errorText);
}

/** The history cannot be read. @param words what git printed, "" when it could not be started */
export function unreadable(words: string): HistoryError {
  return new HistoryError(
    `The history of the repository cannot be read${words === '' ? '' : `: ${words.split('\n')[0]}`}. Nothing was changed.`,
    {
      hint: `\`prune: removed\` needs all commits and their files: ${CHECKOUT} A \`filter\` there leaves contents out.`,
    },
  );
}
