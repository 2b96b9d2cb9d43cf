import { deployNamespaceFiles } from '../../src/deploy-namespace-files/deploy.js';
import type { FileDeployment, FileDeploymentInput } from '../../src/deploy-namespace-files/deployment.js';
import { contentOf, gather } from '../../src/kestra/content.js';
import { listedName, nameRulesOf } from '../../src/namespace-files/server-names.js';
import { type LocalKestra, type LocalKestraOptions, startLocalKestra } from '../local-kestra/server.js';
import { connect } from './support.js';

export type Tree = Readonly<Record<string, Uint8Array>>;

const ACCOUNT = { user: 'admin@kestra.io', password: 'Kestra-1' };
const NAMESPACE = 'company.files';

/** A local Kestra, and deployments to it through the production client. */
export class FileStage {
  private constructor(
    readonly kestra: LocalKestra,
    private readonly version: string,
  ) {}

  static async open(options: LocalKestraOptions = {}): Promise<FileStage> {
    const kestra = await startLocalKestra({ ...ACCOUNT, ...options });
    return new FileStage(kestra, options.version ?? '1.3.25');
  }

  close(): Promise<void> {
    return this.kestra.close();
  }

  /** As somebody else would, beside the action. */
  async put(path: string, content: string): Promise<void> {
    await this.#client(0).putFile(NAMESPACE, path, Buffer.from(content));
  }

  async deploy(
    tree: Tree,
    more: Partial<FileDeploymentInput> & { readonly namespacePath?: string; readonly retries?: number } = {},
  ): Promise<FileDeployment> {
    const { namespacePath = '/', retries = 3, ...options } = more;
    const files = Object.entries(tree).map(([name, { length: size }]) => ({ path: `src/${name}`, inRoot: name, size }));
    return deployNamespaceFiles(
      {
        sources: [{ localPath: 'src', kind: 'folder', files, namespacePath }],
        namespace: NAMESPACE,
        serverVersion: this.version,
        override: true,
        concurrency: 8,
        dryRun: false,
        prune: 'false',
        maxDelete: 1000,
        onError: 'continue',
        verify: false,
        ...options,
      },
      {
        server: this.#client(retries),
        contentOf: (path) => contentOf(tree[path.slice('src/'.length)]!),
        backups: { keep: async (pieces) => contentOf(await gather(pieces)) },
      },
    );
  }

  /** What the server holds, in hexadecimal digits, by path. */
  stored(): Readonly<Record<string, string>> {
    const paths = this.kestra.files(NAMESPACE).toSorted();
    return Object.fromEntries(paths.map((path) => [path, hex(this.kestra.file(NAMESPACE, path)!)]));
  }

  /** How a tree is there when all is well. */
  expected(tree: Tree, base = ''): Readonly<Record<string, string>> {
    const rules = nameRulesOf(this.version);
    return Object.fromEntries(
      Object.entries(tree)
        .map(([name, bytes]) => [listedName(`${base}/${name}`, rules), hex(bytes)] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  }

  #client(retries: number) {
    return connect(this.kestra.url, {
      credentials: { kind: 'basic', ...ACCOUNT },
      retries,
      timeoutMs: 20_000,
      connections: 8,
    }).client;
  }
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
