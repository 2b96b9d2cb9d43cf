import type { FlowChangeReport, FlowDeploymentReport, RenderContext } from './model.js';

/** The address of a file, or a line of it, at the commit that is checked out. */
export function fileUrl(context: RenderContext, path: string, line?: number): string | undefined {
  const { url, sha } = repositoryOf(context, path) ?? ofTheRun(context);
  if (url === undefined || sha === undefined) return undefined;
  const below = encodePath(inRepository(context, path));
  return `${url}/blob/${sha}/${below}${line === undefined ? '' : `?plain=1#L${line}`}`;
}

/** The path of a file from the root of the Git repository that it is in: what GitHub knows it by. */
export function inRepository(context: Pick<RenderContext, 'repositories'>, path: string): string {
  const folder = repositoryOf(context, path)?.folder ?? '';
  return folder === '' ? path : path.slice(folder.length + 1);
}

/** The innermost repository around a file. */
function repositoryOf({ repositories }: Pick<RenderContext, 'repositories'>, path: string) {
  return repositories?.find(({ folder }) => folder === '' || path.startsWith(`${folder}/`));
}

function ofTheRun(context: RenderContext): { readonly [Key in 'url' | 'sha']: string | undefined } {
  return { url: repositoryUrl(context), sha: context.sha };
}

function repositoryUrl({ githubUrl, repository }: RenderContext): string | undefined {
  return githubUrl === undefined || repository === undefined ? undefined : `${githubUrl}/${repository}`;
}

/** The address of a commit. */
export function commitUrl(context: RenderContext, commit: string): string | undefined {
  const url = repositoryUrl(context);
  return url === undefined ? undefined : `${url}/commit/${commit}`;
}

/** The address of a flow in Kestra's UI; undefined where it is not there, or the server must not be named. */
export function flowUrl(
  { kestraUrl }: RenderContext,
  { kestra, dryRun }: FlowDeploymentReport,
  { action, namespace, id, revisionBefore }: FlowChangeReport,
): string | undefined {
  if (kestraUrl === undefined || kestra === undefined) return undefined;
  const isThere = revisionBefore !== undefined || action === 'unchanged' || action === 'conflict';
  const stays = dryRun ? isThere || action === 'updated' : isThere || action === 'created' || action === 'updated';
  if (!stays || (action === 'deleted' && !dryRun)) return undefined;
  const path = [kestra.tenant, 'flows', 'edit', namespace, id].map((part) => encodePath(part).replaceAll('/', '%2F'));
  return `${kestraUrl}/ui/${path.join('/')}`;
}

/**
 * A path with "/" as part of a URI. Halves of characters, which a file name may hold, become the replacement
 * character.
 */
export function encodePath(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
