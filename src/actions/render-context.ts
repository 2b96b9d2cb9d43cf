import { findRepositories } from '../git/repositories.js';
import type { GitHubContext } from '../github/context.js';
import type { RenderContext, RunReport } from '../report/model.js';
import type { RepositoryPlace } from '../report/repository-place.js';
import type { Run } from './run.js';

/** What the renderers need beside a report: where links lead, and the texts of the files with findings. */
export async function renderContext(
  report: RunReport,
  { context, kestra }: Pick<Run, 'context' | 'kestra'>,
  sources: ReadonlyMap<string, string>,
): Promise<RenderContext> {
  const { serverUrl, repository, sha, runUrl, event, docsUrl } = context;
  const commit = event.pullRequest?.head || sha;
  return {
    ...(serverUrl === undefined ? {} : { githubUrl: serverUrl }),
    ...(docsUrl === undefined ? {} : { rulesUrl: `${docsUrl}/rules.md` }),
    ...(repository === undefined ? {} : { repository }),
    ...(sha === undefined ? {} : { sha }),
    ...(commit === undefined ? {} : { commit }),
    ...(kestra === undefined ? {} : { kestraUrl: kestra.url }),
    ...(runUrl === undefined ? {} : { runUrl }),
    repositories: await repositoriesOf(report, context),
    sources,
  };
}

/** The repositories that the files of a report are in; that of the run, where git does not name them. */
async function repositoriesOf(report: RunReport, context: GitHubContext): Promise<readonly RepositoryPlace[]> {
  const found = await findRepositories(context.workspace, pathsIn(report));
  const { serverUrl, repository, sha } = context;
  const own = {
    ...(serverUrl === undefined || repository === undefined ? {} : { url: `${serverUrl}/${repository}` }),
    ...(sha === undefined ? {} : { sha }),
  };
  return found.map((place) => (place.folder === '' || found.length === 1 ? { ...own, ...place } : place));
}

function pathsIn(report: RunReport): readonly string[] {
  const findings = report.findings.map(({ file }) => file);
  const others =
    report.action === 'validate-flows'
      ? report.files.map(({ path }) => path)
      : (report.action === 'deploy-flows' ? report.flows : report.files).flatMap(({ file }) => file ?? []);
  return [...new Set([...findings, ...others])];
}
