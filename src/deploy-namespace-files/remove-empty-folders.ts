import { foldersOf } from '../namespace-files/target-path.js';
import type { FileServer } from './ports.js';

type Server = Pick<FileServer, 'listFolder' | 'deleteFile'>;

/**
 * Removes the folders that deletions left empty. Kestra does that itself, but not always when several files
 * are deleted at once. Somebody may have put something there meanwhile: only what lists nothing is removed.
 */
export async function removeEmptyFolders(deleted: readonly string[], namespace: string, server: Server): Promise<void> {
  const folders = new Set(deleted.flatMap((path) => foldersOf(path).slice(1)));
  // The innermost first: the one above may be empty then.
  const innermostFirst = [...folders].sort((a, b) => b.split('/').length - a.split('/').length);
  for (const folder of innermostFirst) {
    const entries = await server.listFolder(namespace, folder);
    if (entries?.length === 0) await server.deleteFile(namespace, folder);
  }
}
