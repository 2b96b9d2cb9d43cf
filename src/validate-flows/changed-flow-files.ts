import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from '../actions/run.js';
import { isInside } from '../files/inside.js';
import { pathsOnTheWay } from '../files/paths-on-the-way.js';
import { changedFilesByGit } from '../git/changed-files.js';
import { type CheckedOutRepository, findRepositories } from '../git/repositories.js';
import { connectGitHub } from '../github/api.js';
import { findChangedFiles } from '../github/changed-files.js';
import type { GitHubContext } from '../github/context.js';

/**
 * The files that this pull request or push changed, also by a link or a submodule on the way to them;
 * undefined, with a notice why, when that cannot be known: then all files count.
 * @param pathsTo every path that leads to a file, by the path it is reported under
 */
export async function changedFlowFiles(
  pathsTo: ReadonlyMap<string, readonly string[]>,
  token: string | undefined,
  run: Run,
): Promise<ReadonlySet<string> | undefined> {
  const all = (why: string): undefined => {
    run.notice(`\`changedOnly\`: all files are reported, since ${why}.`);
  };
  const { repository, event } = run.context;
  const workspace = await realpath(run.context.workspace);
  const paths = [...pathsTo].flatMap(([path, others]) => [path, ...others]);
  const own = repositoryOf(await findRepositories(workspace, paths), run.context);
  if (own === undefined) return all('the repository of this run is not checked out around them');
  const root = join(workspace, own.folder);
  const api = token === undefined || repository === undefined ? undefined : await connectGitHub(token, repository);
  const changed = await findChangedFiles(event, api, (base, head) => changedFilesByGit(root, base, head));
  if ('unknown' in changed) return all(changed.unknown);

  const places = new Set([...changed.paths].map((path) => join(root, path)));
  const known = new Map<string, Promise<string | undefined>>();
  const found = new Set<string>();
  let elsewhere = 0;
  for (const [path, others] of pathsTo) {
    if (!isInside(root, join(workspace, path))) elsewhere++;
    else if (
      !(await passesOneOf(
        places,
        [path, ...others].map((one) => join(workspace, one)),
        known,
      ))
    )
      continue;
    found.add(path);
  }
  if (elsewhere > 0)
    run.notice(`\`changedOnly\`: ${elsewhere} of the files lie in another repository, and are reported.`);
  return found;
}

/** The checkout of the repository that the run belongs to; git may not know the address of the only one. */
function repositoryOf(
  repositories: readonly CheckedOutRepository[],
  { repository = '' }: GitHubContext,
): CheckedOutRepository | undefined {
  const named = repositories.find(({ url }) => url?.toLowerCase().endsWith(`/${repository.toLowerCase()}`));
  const unnamed = repositories.filter(({ url }) => url === undefined);
  return named ?? (unnamed.length === 1 ? unnamed[0] : unnamed.find(({ folder }) => folder === ''));
}

async function passesOneOf(
  places: ReadonlySet<string>,
  paths: readonly string[],
  known: Map<string, Promise<string | undefined>>,
): Promise<boolean> {
  for (const path of paths) {
    for (const passed of await pathsOnTheWay(path, known)) if (places.has(passed)) return true;
  }
  return false;
}
