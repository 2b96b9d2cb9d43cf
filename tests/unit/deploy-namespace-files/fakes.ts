import type { FileDeploymentInput, FileDeploymentPorts } from '../../../src/deploy-namespace-files/deployment.js';
import type { Content, ExportedFiles, FileServer, StoredFile } from '../../../src/deploy-namespace-files/ports.js';
import { contentOf, gather, isSameContent } from '../../../src/kestra/content.js';

export type Contents = Readonly<Record<string, string | Uint8Array>>;

/** Namespace files in memory: one namespace, one object a path, folders by their files. */
export class FakeFiles implements FileServer {
  readonly requests: string[] = [];
  readonly stored = new Map<string, Uint8Array>();
  before: (request: string) => unknown = () => undefined;
  underWay = 0;
  mostUnderWay = 0;

  constructor(
    private readonly version: '1.x' | '2.x' = '1.x',
    contents: Contents = {},
  ) {
    for (const [path, content] of Object.entries(contents)) this.stored.set(path, bytesOf(content));
  }

  contents(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.stored].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]));
  }

  writes(): readonly string[] {
    return this.requests.filter((request) => request.startsWith('POST'));
  }

  listFolder(_namespace: string, path: string): Promise<readonly StoredFile[] | undefined> {
    return this.#answer(`LIST ${path}`, () => {
      const base = path === '/' ? '/' : `${this.#name(path)}/`;
      const entries = new Map<string, StoredFile>();
      for (const [stored, bytes] of this.stored) {
        if (!stored.startsWith(base)) continue;
        const [name, ...rest] = stored.slice(base.length).split('/');
        const type = rest.length === 0 ? 'File' : 'Directory';
        entries.set(name!, { name: name!, type, size: type === 'File' ? bytes.length : 0 });
      }
      return entries.size === 0 && path !== '/' ? undefined : [...entries.values()];
    });
  }

  searchFiles(_namespace: string, text: string): Promise<readonly string[]> {
    return this.#answer('SEARCH', () => {
      if (text === '') throw new Error("Required argument 'q' not specified");
      return [...this.stored.keys()].filter((path) => path.includes(text));
    });
  }

  async readFile(
    _namespace: string,
    path: string,
    onBody: (pieces: AsyncIterable<Uint8Array>) => Promise<void>,
  ): Promise<boolean> {
    const bytes = await this.#answer(`GET ${path}`, () => this.stored.get(this.#name(path)));
    if (bytes !== undefined) await onBody(contentOf(bytes).open());
    return bytes !== undefined;
  }

  async holdsFile(_namespace: string, path: string, content: Content): Promise<boolean | undefined> {
    const bytes = await this.#answer(`GET ${path}`, () => this.stored.get(this.#name(path)));
    return bytes && isSameContent(contentOf(bytes).open(), content.open());
  }

  exportFiles(_namespace: string, maxBytes: number): Promise<ExportedFiles | undefined> {
    return this.#answer('EXPORT', () => {
      const files = new Map([...this.stored].map(([path, bytes]) => [path, Uint8Array.from(bytes)]));
      const total = [...files.values()].reduce((sum, { length }) => sum + length, 0);
      if (total > maxBytes) return undefined;
      const read = (paths: readonly string[]) => new Map(paths.map((path) => [path, files.get(path)!]));
      return { sizes: new Map([...files].map(([path, { length }]) => [path, length])), read };
    });
  }

  deleteFile(_namespace: string, path: string): Promise<void> {
    return this.#answer(`DELETE ${path}`, () => {
      for (const stored of this.stored.keys()) {
        if (stored === this.#name(path) || stored.startsWith(`${this.#name(path)}/`)) this.stored.delete(stored);
      }
    });
  }

  async putFile(_namespace: string, path: string, content: Content): Promise<void> {
    const bytes = await gather(content.open());
    return this.#answer(`POST ${path}`, () => {
      const name = this.#name(path);
      const paths = [...this.stored.keys()];
      if (paths.some((stored) => stored.startsWith(`${name}/`))) {
        // 1.3 answers 200 and stores nothing.
        if (this.version === '1.x') return;
        throw new Error(`Cannot create file '${path}': a directory already exists at this path.`);
      }
      if (paths.some((stored) => name.startsWith(`${stored}/`))) throw new Error('Not a directory');
      this.stored.set(name, Uint8Array.from(bytes));
    });
  }

  #name(path: string): string {
    return this.version === '1.x' ? path.replaceAll(' ', '+') : path;
  }

  async #answer<T>(request: string, work: () => T): Promise<T> {
    this.requests.push(request);
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    try {
      await new Promise((resolve) => setImmediate(resolve));
      await this.before(request);
      return work();
    } finally {
      this.underWay--;
    }
  }
}

export const bytesOf = (content: string | Uint8Array) => (typeof content === 'string' ? Buffer.from(content) : content);

/** A job over files on a disk in memory: what lies in the folder "src". */
export function jobOf(
  disk: Contents,
  server: FileServer,
  more: Partial<FileDeploymentInput> &
    Partial<FileDeploymentPorts> & { namespacePath?: string; kind?: 'file' | 'folder' } = {},
): readonly [FileDeploymentInput, FileDeploymentPorts] {
  const files = Object.entries(disk).map(([name, content]) => ({
    path: `src/${name}`,
    inRoot: name,
    size: bytesOf(content).length,
  }));
  const read = (path: string, size: number): Content => {
    const content = disk[path.slice('src/'.length)];
    if (content === undefined) throw new Error(`no ${path}`);
    return { ...contentOf(bytesOf(content)), size };
  };
  const { namespacePath = '/', kind = 'folder', ...rest } = more;
  const shared = { namespace: 'n', override: false, concurrency: 4, serverVersion: '1.3.25' } as const;
  const options = { dryRun: false, prune: 'false', maxDelete: 10, onError: 'continue', verify: false } as const;
  const backups = { keep: async (pieces: AsyncIterable<Uint8Array>) => contentOf(await gather(pieces)) };
  return [
    { sources: [{ localPath: 'src', kind, files, namespacePath }], ...shared, ...options, ...rest },
    { server, contentOf: read, backups, ...rest },
  ];
}
