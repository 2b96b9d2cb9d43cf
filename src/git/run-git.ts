import { exec } from '@actions/exec';

export interface GitRun {
  readonly cwd: string;
  readonly input?: Buffer;
  /** What git prints, piece by piece. */
  readonly onOutput: (chunk: Buffer) => void;
}

/** How a call of git ended. "absent": there is no git, or no such folder. */
export type GitEnd = { readonly exitCode: number; readonly errorText: string } | 'absent';

/** Git's words are kept for an error message up to this length. */
const MAX_ERROR_TEXT = 1000;

/** No setting of a checkout makes git run a program, and no folder of files is taken for a repository. */
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'safe.bareRepository=explicit'];

/** Runs git, no shell in between, and gives its output as it comes. */
export async function runGit(args: readonly string[], { cwd, input, onOutput }: GitRun): Promise<GitEnd> {
  let errorText = '';
  const options = {
    cwd,
    silent: true,
    ignoreReturnCode: true,
    env: { ...(process.env as Record<string, string>), LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
    ...(input === undefined ? {} : { input }),
    listeners: {
      stdout: onOutput,
      stderr: (chunk: Buffer) => {
        if (errorText.length < MAX_ERROR_TEXT) errorText += chunk.toString('utf8').slice(0, MAX_ERROR_TEXT);
      },
    },
  };
  try {
    const exitCode = await exec('git', [...SAFE, ...args], options);
    return { exitCode, errorText: errorText.trim() };
  } catch {
    return 'absent';
  }
}

/** What git prints, as text; undefined when it fails. */
export async function gitText(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  const end = await runGit(args, { cwd, onOutput: (chunk) => chunks.push(chunk) });
  return end !== 'absent' && end.exitCode === 0 ? Buffer.concat(chunks).toString('utf8') : undefined;
}
