import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a repository whose `flows` folder has seen so many commits: each changes a flow, every tenth removes
 * one and adds another, every hundredth is a merge.
 */
export async function makeLongHistory(path: string, commits: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await git(dirname(path), ['init', '--quiet', '--initial-branch=main', path]);
  await git(path, ['fast-import', '--quiet', '--date-format=raw'], stream(commits));
  await git(path, ['reset', '--quiet', '--hard', 'main']);
}

function stream(commits: number): string {
  const lines: string[] = [];
  const data = (text: string) => lines.push(`data ${Buffer.byteLength(text)}`, text);
  const alive: number[] = [];
  let next = 0;
  for (let number = 1; number <= commits; number++) {
    lines.push(
      'commit refs/heads/main',
      `mark :${number}`,
      `committer b <b@example.com> ${1_700_000_000 + number} +0000`,
    );
    data(`change ${number}`);
    if (number > 1) lines.push(`from :${number - 1}`);
    if (number > 100 && number % 100 === 0) lines.push(`merge :${number - 50}`);
    if (number % 10 === 1) {
      if (alive.length > 100) lines.push(`D flows/flow-${alive.shift()}.yml`);
      alive.push(next++);
    }
    const flow = alive[number % alive.length]!;
    lines.push(`M 100644 inline flows/flow-${flow}.yml`);
    data(source(flow, number));
  }
  return `${lines.join('\n')}\n`;
}

export function source(flow: number, version: number): string {
  const lines = Array.from(
    { length: 30 },
    (_, line) => `  - id: t${line}\n    type: io.kestra.plugin.core.log.Log\n    message: ${version}`,
  );
  return `id: flow-${flow}\nnamespace: company.history\ntasks:\n${lines.join('\n')}\n`;
}

function git(cwd: string, args: readonly string[], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd, stdio: ['pipe', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git ${args[0]} ended with ${code}`))));
    child.stdin.end(input);
  });
}
