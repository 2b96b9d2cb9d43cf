import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Edit } from './mistake.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Below the root: Node and Jest find the packages of the project there. */
const scratch = join(root, '.mistakes');
const actions = ['validate-flows', 'deploy-flows', 'deploy-namespace-files'];

/** A copy of the tree as it stands, uncommitted changes too, in which mistakes are made. */
export class ScratchCopy {
  readonly path = scratch;

  static async make(): Promise<ScratchCopy> {
    await rm(scratch, { recursive: true, force: true });
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
    const names = listed
      .toString()
      .split('\0')
      .filter((name) => name !== '' && !name.startsWith('dist/'));
    for (const name of names) {
      await mkdir(dirname(join(scratch, name)), { recursive: true });
      // What is deleted and not committed is listed all the same.
      await cp(join(root, name), join(scratch, name)).catch(ignoreMissing);
    }
    return new ScratchCopy();
  }

  /** Makes mistakes, lets something happen, and takes them back. */
  async withEdits<T>(edits: readonly Edit[], work: () => Promise<T>): Promise<T> {
    const before = await Promise.all(edits.map(({ file }) => readFile(join(scratch, file), 'utf8')));
    try {
      for (const { file, from, to } of edits) {
        const path = join(scratch, file);
        const [start, end, ...more] = (await readFile(path, 'utf8')).split(from);
        if (end === undefined || more.length > 0) throw new Error(`${file} has not just once: ${from}`);
        await writeFile(path, start + to + end);
      }
      return await work();
    } finally {
      for (const [index, { file }] of edits.entries()) await writeFile(join(scratch, file), before[index]!);
    }
  }

  /** The bundles as the tests run them; quickly, not as small as those that are released. */
  async build(): Promise<void> {
    for (const action of actions) {
      await build({
        entryPoints: [join(scratch, 'src', action, 'index.ts')],
        outdir: join(scratch, 'dist', action),
        bundle: true,
        splitting: true,
        platform: 'node',
        format: 'esm',
        target: 'node20',
        logLevel: 'error',
        // Packages written in CommonJS ask for Node's own modules.
        banner: {
          js: "import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);",
        },
      });
      await writeFile(join(scratch, 'dist', action, 'package.json'), '{"type":"module"}\n');
    }
  }

  remove(): Promise<void> {
    return rm(scratch, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
