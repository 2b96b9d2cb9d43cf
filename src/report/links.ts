import type { RenderContext } from './model.js';

/** The address of a file, or a line of it, at this commit. */
export function fileUrl(context: RenderContext, path: string, line?: number): string | undefined {
  const { githubUrl, repository, sha } = context;
  if (githubUrl === undefined || repository === undefined || sha === undefined) return undefined;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${githubUrl}/${repository}/blob/${sha}/${encoded}${line === undefined ? '' : `?plain=1#L${line}`}`;
}
