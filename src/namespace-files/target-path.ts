/**
 * Where `namespacePath` leads: an absolute path inside the namespace ("" is the root), and whether it surely
 * means a folder.
 */
export interface NamespacePath {
  /** Without trailing slash; "" for the root. */
  readonly path: string;
  /** It ends in "/" or is the root. */
  readonly folder: boolean;
}

/**
 * Reads `namespacePath`: `config`, `/config/` and `./config` mean the same folder, `/` the root. `..` is left
 * in, to be refused with the names.
 */
export function parseNamespacePath(text: string): NamespacePath {
  const segments = text.split('/').filter((segment) => segment !== '' && segment !== '.');
  return {
    path: segments.map((segment) => `/${segment}`).join(''),
    folder: segments.length === 0 || /\/\.?$/.test(text),
  };
}

/** The folders that a path lies in, from the root ("/") down. */
export function foldersOf(path: string): readonly string[] {
  const folders = ['/'];
  for (let slash = path.indexOf('/', 1); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    folders.push(path.slice(0, slash));
  }
  return folders;
}

/** The folder that a path lies in; "/" for what is at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}
