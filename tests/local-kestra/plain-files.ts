import { diskName, hasLongName, parentsOf, pathInUri, refuseIllegalUri } from './file-paths.js';
import type { FileEntry, FileStore, PathAndEntry } from './file-store.js';
import { internalError, notFound } from './refusal.js';

interface Node extends FileEntry {
  /** undefined: a folder. */
  readonly content?: Uint8Array;
}

/** What ext4 says of a folder. */
const FOLDER_SIZE = 4096;

/**
 * Namespace files of 1.0 and 1.1: what lies on the disk, under names from which a URI's escapes are resolved.
 * Listings make URIs of those names again, and fail where none can be made.
 */
export class PlainFiles implements FileStore {
  /** By namespace, then by path on the disk. */
  readonly #namespaces = new Map<string, Map<string, Node>>();

  constructor(private readonly tenant: string) {}

  entry(namespace: string, path: string): FileEntry | undefined {
    return this.#in(namespace).get(this.#onDisk(namespace, path));
  }

  existing(namespace: string, path: string): FileEntry {
    const name = this.#onDisk(namespace, path);
    const node = this.#in(namespace).get(name);
    if (node === undefined) throw notFound(`${this.#disk(namespace)}${name}`);
    return node;
  }

  /** Folders are made by the disk, which does not mind who is first. */
  missing(): readonly string[] {
    return [];
  }

  put(namespace: string, path: string, content: Uint8Array): void {
    const name = this.#onDisk(namespace, path);
    const nodes = this.#in(namespace);
    const before = nodes.get(name);
    const refuse = (why: string) => notFound(`${this.#disk(namespace)}${name} (${why})`);
    if (hasLongName(name)) throw refuse('File name too long');
    if (before !== undefined && before.content === undefined) throw refuse('Is a directory');
    if (parentsOf(name).some((parent) => nodes.get(parent)?.content !== undefined)) throw refuse('Not a directory');
    this.#makeFolders(nodes, parentsOf(name));
    const now = Date.now();
    const created = before?.created ?? now;
    nodes.set(name, { kind: 'File', size: content.length, created, modified: now, revisions: 1, content });
  }

  makeFolder(namespace: string, path: string): void {
    const name = this.#onDisk(namespace, path);
    this.#makeFolders(this.#in(namespace), [...parentsOf(name), name]);
  }

  read(namespace: string, path: string): Uint8Array {
    const name = this.#onDisk(namespace, path);
    const node = this.#in(namespace).get(name);
    const refuse = (why: string) => notFound(`${this.#disk(namespace)}${name} (${why})`);
    if (node === undefined) throw refuse('No such file or directory');
    if (node.content === undefined) throw refuse('Is a directory');
    return node.content;
  }

  list(namespace: string, folder: string): readonly PathAndEntry[] {
    const name = this.#onDisk(namespace, folder);
    const node = this.#in(namespace).get(name);
    const place = `${this.#disk(namespace)}${name}`;
    if (node === undefined && name !== '/') throw notFound(place);
    if (node?.content !== undefined) throw internalError(place);
    const children = this.#children(namespace, name);
    for (const [path] of children) {
      refuseIllegalUri(path, `${namespace.replaceAll('.', '/')}/_files`);
      const cut = /^[^#?]*/.exec(path)![0];
      if (!this.#in(namespace).has(cut)) throw notFound(`${this.#disk(namespace)}${cut}`);
    }
    return children;
  }

  paths(namespace: string): readonly string[] {
    this.#refuseUnreadable(namespace);
    return this.#files(namespace).map(([path]) => /^[^#?]*/.exec(path)![0]);
  }

  contents(namespace: string): readonly (readonly [string, Uint8Array])[] {
    return this.paths(namespace).map((path) => {
      const content = this.#in(namespace).get(path)?.content;
      if (content === undefined) throw notFound(`${this.#disk(namespace)}${path} (No such file or directory)`);
      return [path, content] as const;
    });
  }

  move(namespace: string, from: string, to: string): void {
    const nodes = this.#in(namespace);
    const [source, target] = [this.#onDisk(namespace, from), this.#onDisk(namespace, to)];
    if (!nodes.has(source)) throw notFound(`${this.#disk(namespace)}${source}`);
    this.#makeFolders(nodes, parentsOf(target));
    const moved = [...nodes].filter(([path]) => path === source || path.startsWith(`${source}/`));
    for (const [path] of moved) nodes.delete(path);
    for (const [path, node] of moved) nodes.set(target + path.slice(source.length), node);
  }

  delete(namespace: string, path: string): void {
    const nodes = this.#in(namespace);
    const name = this.#onDisk(namespace, path);
    this.#refuseUnreadable(namespace);
    if (hasLongName(name)) throw internalError(`${this.#disk(namespace)}${name}: File name too long`);
    if (name !== '/' && !nodes.has(name)) return;
    for (const other of nodes.keys()) {
      if (name === '/' || other === name || other.startsWith(`${name}/`)) nodes.delete(other);
    }
    for (const parent of parentsOf(name).toReversed()) {
      if (this.#children(namespace, parent).length > 0) break;
      nodes.delete(parent);
    }
  }

  /** A name that no URI may hold poisons the namespace: whatever walks over all files fails ever after. */
  #refuseUnreadable(namespace: string): void {
    for (const [path] of this.#files(namespace)) refuseIllegalUri(path, this.#disk(namespace));
  }

  #files(namespace: string): readonly (readonly [string, Node])[] {
    return [...this.#in(namespace)].filter(([, { content }]) => content !== undefined);
  }

  #children(namespace: string, folder: string): readonly (readonly [string, Node])[] {
    const prefix = folder === '/' ? '/' : `${folder}/`;
    return [...this.#in(namespace)].filter(
      ([path]) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'),
    );
  }

  #makeFolders(nodes: Map<string, Node>, folders: readonly string[]): void {
    const now = Date.now();
    const node = { kind: 'Directory', size: FOLDER_SIZE, created: now, modified: now, revisions: 1 } as const;
    for (const folder of folders) if (folder !== '/' && !nodes.has(folder)) nodes.set(folder, node);
  }

  #in(namespace: string): Map<string, Node> {
    let nodes = this.#namespaces.get(namespace);
    if (nodes === undefined) {
      nodes = new Map();
      this.#namespaces.set(namespace, nodes);
    }
    return nodes;
  }

  #onDisk(namespace: string, path: string): string {
    return diskName(pathInUri(path, `kestra:///${namespace.replaceAll('.', '/')}/_files`));
  }

  #disk(namespace: string): string {
    return `/app/storage/${this.tenant}/${namespace.replaceAll('.', '/')}/_files`;
  }
}
