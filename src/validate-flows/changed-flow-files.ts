import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { changedFilesByGit } from '../git/changed-files.js';
import { connectGitHub } from '../github/api.js';
import { findChangedFiles } from '../github/changed-files.js';
import type { Run } from '../actions/run.js';

/**
 * The files that this pull request or push changed; undefined, with a notice why, when that cannot be known:
 * then all files count.
 */
export async function changedFlowFiles(token: string | undefined, run: Run): Promise<ReadonlySet<string> | undefined> {
  const all = (why: string): undefined => {
    run.notice(`\`changedOnly\`: all files are reported, since ${why}.`);
  };
  const { workspace, repository, event } = run.context;
  // GitHub's paths begin at the root of the repository: elsewhere they would match nothing, and everything
  // would pass.
  if (!(await exists(join(workspace, '.git')))) return all('the checkout is not the root of the workspace');
  const api = token === undefined || repository === undefined ? undefined : await connectGitHub(token, repository);
  const changed = await findChangedFiles(event, api, (base, head) => changedFilesByGit(workspace, base, head));
  return 'paths' in changed ? changed.paths : all(changed.unknown);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
