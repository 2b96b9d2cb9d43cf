import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const AS_SOMEBODY = ['user.name=a', 'user.email=a@example.com', 'commit.gpgsign=false', 'protocol.file.allow=always'];

/** Git as a test needs it: with an author, and submodules from the disk. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', [...AS_SOMEBODY.flatMap((setting) => ['-c', setting]), ...args], { cwd });
  return stdout.trim();
}

/** Everything of a folder as a commit, whose name it gives; a repository is begun where there is none. */
export async function commitAll(cwd: string, message = 'all'): Promise<string> {
  await git(cwd, 'init', '--quiet', '--initial-branch', 'main');
  await git(cwd, 'add', '--all');
  await git(cwd, 'commit', '--quiet', '--allow-empty', '--message', message);
  return git(cwd, 'rev-parse', 'HEAD');
}
