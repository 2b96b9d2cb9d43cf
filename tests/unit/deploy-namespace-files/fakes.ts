import type { FileDeploymentInput, FileDeploymentPorts } from '../../../src/deploy-namespace-files/deploy.js';
import type { FileServer, StoredFile } from '../../../src/deploy-namespace-files/ports.js';

type Server = Pick<FileServer, 'listFolder' | 'getFile' | 'putFile'>;
export type Contents = Readonly<Record<string, string | Uint8Array>>;

/** Namespace files in memory: one namespace, one object a path, folders by their files. */
export class FakeFiles implements Server {
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

  getFile(_namespace: string, path: string): Promise<Uint8Array | undefined> {
    return this.#answer(`GET ${path}`, () => this.stored.get(this.#name(path)));
  }

  putFile(_namespace: string, path: string, bytes: Uint8Array): Promise<void> {
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
  server: Server,
  more: Partial<FileDeploymentInput> & Partial<FileDeploymentPorts> = {},
): readonly [FileDeploymentInput, FileDeploymentPorts] {
  const files = Object.entries(disk).map(([name, content]) => ({
    path: `src/${name}`,
    inRoot: name,
    size: bytesOf(content).length,
  }));
  const readFile = (path: string) => {
    const content = disk[path.slice('src/'.length)];
    return content === undefined ? Promise.reject(new Error(`no ${path}`)) : Promise.resolve(bytesOf(content));
  };
  const shared = { namespacePath: '/', namespace: 'n', override: false, concurrency: 4, serverVersion: '1.3.25' };
  return [
    { files, kind: 'folder', ...shared, ...more },
    { server, readFile, ...more },
  ];
}
