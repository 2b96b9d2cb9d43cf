import type { RenderContext } from './model.js';

/** The address of a file, or a line of it, at this commit. */
export function fileUrl(context: RenderContext, path: string, line?: number): string | undefined {
  const { githubUrl, repository, sha } = context;
  if (githubUrl === undefined || repository === undefined || sha === undefined) return undefined;
  return `${githubUrl}/${repository}/blob/${sha}/${encodePath(path)}${line === undefined ? '' : `?plain=1#L${line}`}`;
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
