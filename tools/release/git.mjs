import { execFileSync } from 'node:child_process';

/** What git prints, without the last line end. @throws when it fails: nothing here goes on after that */
export function git(args, { env = {}, input } = {}) {
  return execFileSync('git', args, {
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
    ...(input === undefined ? {} : { input }),
  }).replace(/\r?\n$/, '');
}
