import { objectPath } from './file-paths.js';
import { conflict, internalError, notFound } from './refusal.js';

/** A file or folder of a namespace. */
export interface FileNode {
  readonly kind: 'File' | 'Directory';
  size: number;
  readonly created: number;
  modified: number;
  /** How often it was stored; goes on counting after a deletion. */
  revisions: number;
  deleted: boolean;
  /** Where each revision's bytes are. */
  objects: string[];
}

interface NamespaceFiles {
  /** By absolute path. */
  readonly nodes: Map<string, FileNode>;
  /** Bytes by the path in the storage: in 1.x several files can share one. */
  readonly objects: Map<string, Uint8Array>;
}

/** Namespace files of a tenant. */
export class FileStore {
  readonly #namespaces = new Map<string, NamespaceFiles>();

  constructor(
    private readonly isTwo: boolean,
    private readonly tenant: string,
  ) {}

  node(namespace: string, path: string): FileNode | undefined {
    const node = this.#in(namespace).nodes.get(path);
    return node?.deleted === false ? node : undefined;
  }

  /** Stores a new revision, with all folders above it. */
  put(namespace: string, path: string, content: Uint8Array): void {
    const { nodes, objects } = this.#in(namespace);
    const before = nodes.get(path);
    if (this.isTwo) this.#refuseConflicts(namespace, path);
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
    for (const parent of parentsOf(path)) this.#makeFolder(nodes, parent);
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
    const folders = this.isTwo ? [...parentsOf(path), path] : [path];
    for (const folder of folders) if (folder !== '/') this.#makeFolder(nodes, folder);
  }

  /** The bytes of the newest, or of a certain, revision. */
  read(namespace: string, path: string, revision?: number): Uint8Array {
    const node = this.node(namespace, path);
    const what = revision === undefined ? `File '${path}'` : `Version ${revision} of file '${path}'`;
    const missing = () => notFound(`${what} was not found in namespace '${namespace}'.`);
    if (node === undefined) throw missing();
    if (node.kind === 'Directory') {
      throw notFound(
        this.isTwo
          ? `'${path}' is a directory in namespace '${namespace}', it has no content to read.`
          : `${this.#disk(namespace)}${path} (Is a directory)`,
      );
    }
    const object = node.objects[(revision ?? node.revisions) - 1];
    const content = object === undefined ? undefined : this.#in(namespace).objects.get(object);
    if (content === undefined) throw missing();
    return content;
  }

  /** One level below a folder. */
  children(namespace: string, folder: string): readonly (readonly [path: string, node: FileNode])[] {
    const prefix = folder === '/' ? '/' : `${folder}/`;
    return [...this.#in(namespace).nodes].filter(
      ([path, node]) => !node.deleted && path.startsWith(prefix) && !path.slice(prefix.length).includes('/'),
    );
  }

  /** Paths of all files. */
  paths(namespace: string): readonly string[] {
    const nodes = [...this.#in(namespace).nodes];
    return nodes.filter(([, node]) => !node.deleted && node.kind === 'File').map(([path]) => path);
  }

  move(namespace: string, from: string, to: string): void {
    const { nodes } = this.#in(namespace);
    const node = this.node(namespace, from);
    if (node === undefined) throw notFound(`File '${from}' was not found in namespace '${namespace}'.`);
    if (this.node(namespace, to) !== undefined) {
      throw internalError(`File '${to}' already exists in namespace '${namespace}'.`);
    }
    const moved = [...nodes].filter(([path]) => path === from || path.startsWith(`${from}/`));
    for (const [path] of moved) nodes.delete(path);
    for (const parent of parentsOf(to)) this.#makeFolder(nodes, parent);
    for (const [path, one] of moved) nodes.set(to + path.slice(from.length), one);
  }

  /** Deletes a file, or a folder with all in it, and the folders that it leaves empty. */
  delete(namespace: string, path: string): void {
    const { nodes } = this.#in(namespace);
    if (this.node(namespace, path) === undefined) return;
    for (const [other, node] of nodes) if (other === path || other.startsWith(`${path}/`)) node.deleted = true;
    for (const parent of parentsOf(path).toReversed()) {
      if (this.children(namespace, parent).length > 0) break;
      const node = nodes.get(parent);
      if (node !== undefined) node.deleted = true;
    }
  }

  #in(namespace: string): NamespaceFiles {
    let files = this.#namespaces.get(namespace);
    if (files === undefined) {
      files = { nodes: new Map(), objects: new Map() };
      this.#namespaces.set(namespace, files);
    }
    return files;
  }

  #makeFolder(nodes: Map<string, FileNode>, path: string): void {
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

  #refuseConflicts(namespace: string, path: string): void {
    if (this.node(namespace, path)?.kind === 'Directory') {
      throw conflict(
        `Cannot create file '${path}' in namespace '${namespace}': a directory already exists at this path.`,
      );
    }
    const file = parentsOf(path).find((parent) => this.node(namespace, parent)?.kind === 'File');
    if (file !== undefined) {
      throw conflict(`Cannot create '${path}' in namespace '${namespace}': '${file}' is a file, not a directory.`);
    }
  }

  #objectOf(namespace: string, path: string, revision: number): string {
    const name = revision === 1 ? path : `${path}.v${revision}`;
    return this.isTwo ? name : objectPath(name, `kestra:///${namespace.replaceAll('.', '/')}/_files`);
  }

  #disk(namespace: string): string {
    return `/app/storage/${this.tenant}/${namespace.replaceAll('.', '/')}/_files`;
  }
}

/** The folders above a path, the topmost first, without the root. */
function parentsOf(path: string): readonly string[] {
  const segments = path.split('/').slice(1, -1);
  return segments.map((_segment, index) => `/${segments.slice(0, index + 1).join('/')}`);
}
