import { diskName, hasLongName, parentsOf, pathInUri, refuseIllegalUri } from './file-paths.js';
import type { FileEntry, FileStore, PathAndEntry } from './file-store.js';
import type { Line } from './line.js';
import { conflict, illegalArgument, internalError, notFound } from './refusal.js';

interface Node {
  readonly kind: 'File' | 'Directory';
  size: number;
  readonly created: number;
  modified: number;
  /** How often it was stored; goes on counting after a deletion. */
  revisions: number;
  deleted: boolean;
  /** Where each revision's bytes are. */
  objects: readonly string[];
}

interface NamespaceFiles {
  /** By absolute path. */
  readonly nodes: Map<string, Node>;
  /** Bytes by the name on the disk: several files can share one. */
  readonly objects: Map<string, Uint8Array>;
}

/** Namespace files from 1.2 on: a table of names and revisions over objects on the disk. */
export class VersionedFiles implements FileStore {
  readonly #namespaces = new Map<string, NamespaceFiles>();

  constructor(
    private readonly line: Line,
    private readonly tenant: string,
  ) {}

  entry(namespace: string, path: string): FileEntry | undefined {
    return this.#node(namespace, path);
  }

  existing(namespace: string, path: string): FileEntry {
    const node = this.#node(namespace, path);
    if (node === undefined) throw notFound(`File '${path}' was not found in namespace '${namespace}'.`);
    return node;
  }

  missing(namespace: string, path: string): readonly string[] {
    return [...parentsOf(path), path].filter((part) => this.#node(namespace, part) === undefined);
  }

  put(namespace: string, path: string, content: Uint8Array): void {
    const { nodes, objects } = this.#in(namespace);
    const before = nodes.get(path);
    this.#refuseLongName(namespace, path);
    if (this.line.name === '2.0') this.#refuseConflicts(namespace, path);
    const revisions = (before?.revisions ?? 0) + 1;
    const object = this.#objectOf(namespace, path, revisions);
    const blocking = parentsOf(object).find((parent) => objects.has(parent));
    if (blocking !== undefined) throw notFound(`${this.#disk(namespace)}${path} (Not a directory)`);
    const now = Date.now();
    if (before?.deleted === false && before.kind === 'Directory') {
      // 1.x says yes and stores nothing but the size.
      before.size = content.length;
      before.modified = now;
      return;
    }
    for (const parent of parentsOf(path)) {
      this.#makeFolder(nodes, parent);
      // 1.2 reads the name of a folder as a URI once more after it has decoded it.
      if (this.line.name === '1.2') refuseIllegalUri(pathInUri(parent, ''), this.#uri(namespace));
    }
    objects.set(object, content);
    nodes.set(path, {
      kind: 'File',
      size: content.length,
      created: before?.created ?? now,
      modified: now,
      revisions,
      deleted: false,
      objects: [...(before?.objects ?? []), object],
    });
  }

  makeFolder(namespace: string, path: string): void {
    const { nodes } = this.#in(namespace);
    // 1.x makes the folder alone: those above it are not listed.
    const folders = this.line.name === '2.0' ? [...parentsOf(path), path] : [path];
    for (const folder of folders) if (folder !== '/') this.#makeFolder(nodes, folder);
  }

  read(namespace: string, path: string, revision?: number): Uint8Array {
    const node = this.#node(namespace, path);
    const what = revision === undefined ? `File '${path}'` : `Version ${revision} of file '${path}'`;
    const missing = () => notFound(`${what} was not found in namespace '${namespace}'.`);
    if (node === undefined) throw missing();
    if (node.kind === 'Directory') {
      throw notFound(
        this.line.name === '2.0'
          ? `'${path}' is a directory in namespace '${namespace}', it has no content to read.`
          : `${this.#disk(namespace)}${path} (Is a directory)`,
      );
    }
    const object = node.objects[(revision ?? node.revisions) - 1];
    const content = object === undefined ? undefined : this.#in(namespace).objects.get(object);
    if (content === undefined) throw missing();
    return content;
  }

  list(namespace: string, folder: string): readonly PathAndEntry[] {
    if (folder !== '/' && this.#node(namespace, folder) === undefined) {
      throw notFound(`Directory not found: ${folder}`);
    }
    return this.#children(namespace, folder);
  }

  paths(namespace: string): readonly string[] {
    const nodes = [...this.#in(namespace).nodes];
    return nodes.filter(([, node]) => !node.deleted && node.kind === 'File').map(([path]) => path);
  }

  contents(namespace: string): readonly (readonly [string, Uint8Array])[] {
    return this.paths(namespace).map((path) => [path, this.read(namespace, path)] as const);
  }

  move(namespace: string, from: string, to: string): void {
    const { nodes } = this.#in(namespace);
    const node = this.#node(namespace, from);
    if (node === undefined) throw notFound(`File '${from}' was not found in namespace '${namespace}'.`);
    if (this.#node(namespace, to) !== undefined) {
      throw internalError(`File '${to}' already exists in namespace '${namespace}'.`);
    }
    const moved = [...nodes].filter(([path]) => path === from || path.startsWith(`${from}/`));
    for (const [path] of moved) nodes.delete(path);
    for (const parent of parentsOf(to)) this.#makeFolder(nodes, parent);
    for (const [path, one] of moved) nodes.set(to + path.slice(from.length), one);
  }

  delete(namespace: string, path: string, keptFolders: ReadonlySet<string> = new Set()): void {
    const { nodes } = this.#in(namespace);
    const isIn = (other: string) => path === '/' || other === path || other.startsWith(`${path}/`);
    if (path !== '/' && this.#node(namespace, path) === undefined) return;
    for (const [other, node] of nodes) if (isIn(other)) node.deleted = true;
    for (const parent of parentsOf(path).toReversed()) {
      if (keptFolders.has(parent) || this.#children(namespace, parent).length > 0) break;
      const node = nodes.get(parent);
      if (node !== undefined) node.deleted = true;
    }
  }

  #node(namespace: string, path: string): Node | undefined {
    const node = this.#in(namespace).nodes.get(path);
    return node?.deleted === false ? node : undefined;
  }

  #children(namespace: string, folder: string): readonly (readonly [string, Node])[] {
    const prefix = folder === '/' ? '/' : `${folder}/`;
    return [...this.#in(namespace).nodes].filter(
      ([path, node]) => !node.deleted && path.startsWith(prefix) && !path.slice(prefix.length).includes('/'),
    );
  }

  #in(namespace: string): NamespaceFiles {
    let files = this.#namespaces.get(namespace);
    if (files === undefined) {
      files = { nodes: new Map(), objects: new Map() };
      this.#namespaces.set(namespace, files);
    }
    return files;
  }

  #makeFolder(nodes: Map<string, Node>, path: string): void {
    const before = nodes.get(path);
    if (before?.deleted === false) return;
    const now = Date.now();
    nodes.set(path, {
      kind: 'Directory',
      size: 0,
      created: now,
      modified: now,
      revisions: (before?.revisions ?? 0) + 1,
      deleted: false,
      objects: [],
    });
  }

  #refuseLongName(namespace: string, path: string): void {
    if (!hasLongName(path)) return;
    throw this.line.longName === 'internal-error'
      ? internalError(`${this.#disk(namespace)}${path}: File name too long`)
      : illegalArgument('A file or folder name exceeds the maximum length of 255 characters.');
  }

  #refuseConflicts(namespace: string, path: string): void {
    if (this.#node(namespace, path)?.kind === 'Directory') {
      throw conflict(
        `Cannot create file '${path}' in namespace '${namespace}': a directory already exists at this path.`,
      );
    }
    const file = parentsOf(path).find((parent) => this.#node(namespace, parent)?.kind === 'File');
    if (file !== undefined) {
      throw conflict(`Cannot create '${path}' in namespace '${namespace}': '${file}' is a file, not a directory.`);
    }
  }

  #objectOf(namespace: string, path: string, revision: number): string {
    // 1.2 lists a name with its "\", and stores it below a folder.
    const name = (revision === 1 ? path : `${path}.v${revision}`).replaceAll('\\', '/');
    return diskName(this.line.objectNames === 'literal' ? name : pathInUri(name, this.#uri(namespace)));
  }

  #uri(namespace: string): string {
    return `kestra:///${namespace.replaceAll('.', '/')}/_files`;
  }

  #disk(namespace: string): string {
    return `/app/storage/${this.tenant}/${namespace.replaceAll('.', '/')}/_files`;
  }
}
