import { createServer } from 'node:http';
import { listenOnLoopback } from '../loopback.js';

export interface LocalGitHubOptions {
  /** The token may only read, as in a pull request from a fork. */
  readonly readOnly?: boolean;
  /** Files of the pull request, or between two commits. */
  readonly changedFiles?: readonly { readonly filename: string; readonly status: string }[];
}

interface LocalComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}

/**
 * The little of GitHub's REST API that the actions use: comments of a pull request and changed files, with
 * paging.
 */
export async function startLocalGitHub({ readOnly = false, changedFiles = [] }: LocalGitHubOptions = {}): Promise<{
  readonly url: string;
  readonly comments: LocalComment[];
  readonly requests: string[];
  /** The authorization of each of them. */
  readonly tokens: string[];
  readonly close: () => Promise<void>;
}> {
  const comments: LocalComment[] = [];
  const requests: string[] = [];
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      requests.push(`${request.method} ${url.pathname}`);
      tokens.push(request.headers.authorization ?? '');
      const page = <T>(all: readonly T[]): readonly T[] => {
        const size = Number(url.searchParams.get('per_page') ?? 30);
        const number = Number(url.searchParams.get('page') ?? 1);
        if (number * size < all.length) {
          url.searchParams.set('page', String(number + 1));
          response.setHeader('link', `<http://${request.headers.host}${url.pathname}${url.search}>; rel="next"`);
        }
        return all.slice((number - 1) * size, number * size);
      };
      const answer = (status: number, body: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      const sent = () => (JSON.parse(Buffer.concat(chunks).toString()) as { readonly body: string }).body;
      if (request.method !== 'GET' && readOnly) {
        return answer(403, { message: 'Resource not accessible by integration' });
      }
      if (request.method === 'GET' && /\/issues\/\d+\/comments$/.test(url.pathname)) return answer(200, page(comments));
      if (request.method === 'GET' && /\/pulls\/\d+\/files$/.test(url.pathname)) return answer(200, page(changedFiles));
      if (request.method === 'GET' && url.pathname.includes('/compare/')) return answer(200, { files: changedFiles });
      if (request.method === 'POST' && /\/issues\/\d+\/comments$/.test(url.pathname)) {
        comments.push({ id: comments.length + 1, body: sent(), user: { login: 'github-actions[bot]' } });
        return answer(201, comments.at(-1));
      }
      const edited = request.method === 'PATCH' ? /\/issues\/comments\/(\d+)$/.exec(url.pathname) : null;
      const comment = comments.find(({ id }) => id === Number(edited?.[1]));
      if (comment === undefined) return answer(url.pathname === '/user' ? 403 : 404, { message: 'Not Found' });
      comment.body = sent();
      return answer(200, comment);
    });
  });
  const { port, close } = await listenOnLoopback(server);
  return { url: `http://127.0.0.1:${port}`, comments, requests, tokens, close };
}
