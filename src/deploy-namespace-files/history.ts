import { resolve } from 'node:path';
import { Patterns } from '../files/patterns.js';
import { blobName } from '../git/blobs.js';
import { listFiles, openRepository, readHeldFiles, type Repository } from '../git/history.js';
import type { FileHistory, RemovedFile } from './ports.js';

export interface HistoryOptions {
  readonly workspace: string;
  readonly folders: readonly string[];
  readonly include: readonly string[];
  readonly exclude?: readonly string[] | undefined;
  readonly includeHidden: boolean;
}

/**
 * The history of folders of the workspace, as their Git repositories have it.
 * @throws HistoryError when there is none, or not the whole of it
 */
export async function openGitHistory(options: HistoryOptions): Promise<FileHistory> {
  const { workspace, folders } = options;
  const repositories = new Map<string, Repository>();
  for (const folder of folders) repositories.set(folder, await openRepository(resolve(workspace, folder), folder));
  const include = new Patterns(options.include, 'include');
  const exclude = new Patterns(options.exclude ?? [], 'exclude');
  const isWanted = (name: string) =>
    (options.includeHidden || !name.split('/').some((part) => part.startsWith('.'))) &&
    include.decide(name) === true &&
    exclude.decide(name) !== true;
  return {
    removedFiles: async (folder) =>
      (await removedFiles(repositories.get(folder)!)).filter(({ inRoot }) => isWanted(inRoot)),
    isOneOf: (blobs, content) => {
      const [first = ''] = blobs;
      return blobs.has(blobName(content, first.length > 40 ? 'sha256' : 'sha1'));
    },
  };
}

/** What Git held below the folder, and what is neither there now nor, under the same path, anywhere else. */
async function removedFiles(repository: Repository): Promise<readonly RemovedFile[]> {
  const { folder } = repository;
  const prefix = folder === '' ? '' : `${folder}/`;
  const present = await listFiles(repository);
  const elsewhere = present.filter((path) => !path.startsWith(prefix));
  const there = new Set(present);
  const removed: RemovedFile[] = [];
  for (const [path, contents] of await readHeldFiles(repository, [folder])) {
    const name = path.slice(prefix.length);
    const endedIn = contents[0]?.endedIn;
    if (!path.startsWith(prefix) || there.has(path) || endedIn === undefined) continue;
    if (elsewhere.some((other) => other === name || other.endsWith(`/${name}`))) continue;
    removed.push({ inRoot: name, endedIn, blobs: new Set(contents.map(({ blob }) => blob)) });
  }
  return removed;
}
