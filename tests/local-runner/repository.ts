import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** The user's own configuration must not decide about a test. */
const ENV = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** Changes of the working tree: a text to write, null to remove. */
export type TreeChanges = Readonly<Record<string, string | Uint8Array | null>>;

/** A real Git repository that a test fills. */
export class TestRepository {
  private constructor(
    readonly path: string,
    private readonly folder: string,
  ) {}

  static async make(): Promise<TestRepository> {
    const folder = await mkdtemp(join(tmpdir(), 'repository-'));
    const repository = new TestRepository(join(folder, 'main'), folder);
    await run('git', ['init', '--quiet', '--initial-branch', 'main', repository.path], { env: ENV });
    return repository;
  }

  async git(...args: readonly string[]): Promise<string> {
    return (
      await run('git', ['-c', 'protocol.file.allow=always', ...args], { cwd: this.path, env: ENV })
    ).stdout.trim();
  }

  /** Changes the working tree only. */
  async write(changes: TreeChanges): Promise<void> {
    for (const [name, content] of Object.entries(changes)) {
      const path = join(this.path, name);
      if (content === null) await rm(path);
      else {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, content);
      }
    }
  }

  async move(from: string, to: string): Promise<void> {
    await mkdir(dirname(join(this.path, to)), { recursive: true });
    await rename(join(this.path, from), join(this.path, to));
  }

  /** Changes the working tree and commits all of it. @returns the commit */
  async commit(changes: TreeChanges = {}): Promise<string> {
    await this.write(changes);
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '--message', 'change');
    return this.git('rev-parse', 'HEAD');
  }

  /** A clone of it beside it. */
  async clone(...args: readonly string[]): Promise<TestRepository> {
    const clone = new TestRepository(await mkdtemp(join(this.folder, 'clone-')), this.folder);
    await this.git('clone', '--quiet', ...args, pathToFileURL(this.path).href, clone.path);
    return clone;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
