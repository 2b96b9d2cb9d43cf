import type { InputReader, Reading } from './input.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address of a Kestra server: may carry a path prefix; a trailing "/" is dropped; a bare host means
 * https, a loopback host http. A tail that belongs to the UI or the API, a query or credentials are refused,
 * with the address to write instead.
 */
export const serverUrl: InputReader<string> = {
  kind: 'URL',
  allowed: 'the http(s) address of a Kestra server, without /ui and /api',
  read: readServerUrl,
};

function readServerUrl(given: string): Reading<string> {
  const bare = !/^[a-z][a-z0-9+.-]*:\/\//i.test(given);
  const url = parseUrl(bare ? `https://${given}` : given);
  if (url === undefined || /[\s\\]/.test(given)) return { problem: 'is no URL' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { problem: `begins with ${url.protocol}//, only https:// and http:// lead to Kestra` };
  }
  if (url.username !== '' || url.password !== '') {
    return { problem: 'carries credentials: put them into `user` and `password`' };
  }
  if (bare && LOOPBACK.test(url.hostname)) url.protocol = 'http:';
  const better = withoutTail(url);
  if (better !== undefined) return { problem: `is not the server's own address. Use ${better}` };
  const value = url.origin + url.pathname.replace(/\/+$/, '');
  return bare ? { value, notice: `\`server\` has no scheme: "${given}" is taken as ${value}` } : { value };
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** The address before a tail that no server address has; undefined when there is no such tail. */
function withoutTail(url: URL): string | undefined {
  const tail = /\/(ui|api\/v1|api)(\/|$)/.exec(url.pathname);
  if (tail === null && url.search === '' && url.hash === '') return undefined;
  const path = tail === null ? url.pathname : url.pathname.slice(0, tail.index);
  return url.origin + path.replace(/\/+$/, '');
}
