import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { GitHubApi } from '../../../src/github/api.js';
import { upsertComment } from '../../../src/github/comment.js';
import { listenOnLoopback, type Loopback } from '../../loopback.js';

/** GitHub's API over a real socket, as far as the actions use it: 250 comments, files in pages, one login. */
let server: Loopback | undefined;
let api: GitHubApi;
let requests: { readonly line: string; readonly authorization: string; readonly body: string }[];
let viewer: number;
let comments: { id: number; body: string | null; user: { login: string } | null }[];

beforeAll(async () => {
  const answering = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const line = `${request.method} ${request.url}`;
      requests.push({ line, authorization: request.headers.authorization ?? '', body });
      const { status, json, headers = {} } = answer(line, body);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(json));
    });
  });
  // The toolkit reads the address once, when it is loaded: where tests run twice in a process, it stays.
  server = await listenOnLoopback(answering, server?.port);
  process.env['GITHUB_API_URL'] = `http://127.0.0.1:${server.port}`;
  const { connectGitHub } = await import('../../../src/github/api.js');
  api = await connectGitHub('the-token', 'acme/flows');
});
afterAll(() => server?.close());

beforeEach(() => {
  requests = [];
  viewer = 200;
  comments = Array.from({ length: 250 }, (_, index) => ({
    id: index + 1,
    body: `comment ${index}`,
    user: { login: 'a' },
  }));
});

interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function answer(line: string, body: string): Answer {
  const [method, target = ''] = line.split(' ');
  const url = new URL(target, process.env['GITHUB_API_URL']);
  const root = '/repos/acme/flows';
  if (url.pathname === '/graphql' && body.includes('viewer { login }')) {
    return {
      status: viewer,
      json: viewer === 200 ? { data: { viewer: { login: 'our-app[bot]' } } } : { message: 'No.' },
    };
  }
  if (url.pathname === '/user') return { status: 403, json: { message: 'Resource not accessible by integration' } };
  if (method === 'GET' && url.pathname === `${root}/issues/7/comments`) return paged(url, comments);
  if (method === 'GET' && url.pathname === `${root}/pulls/7/files`) {
    const files = Array.from({ length: 201 }, (_, index) => ({ filename: `f/ä ${index}.yml`, status: 'modified' }));
    return paged(url, [...files, { filename: 'gone.yml', status: 'removed' }]);
  }
  if (method === 'GET' && url.pathname === `${root}/compare/feature%2Fx...abc`) {
    return { status: 200, json: { files: [{ filename: 'b', status: 'renamed', previous_filename: 'a' }] } };
  }
  if (method === 'POST' && url.pathname === `${root}/issues/7/comments`) {
    const { body: text } = JSON.parse(body) as { body: string };
    comments.push({ id: comments.length + 1, body: text, user: { login: 'our-app[bot]' } });
    return { status: 201, json: {} };
  }
  const edited = /^\/repos\/acme\/flows\/issues\/comments\/(\d+)$/.exec(url.pathname);
  if (method === 'PATCH' && edited !== null) {
    comments.find(({ id }) => id === Number(edited[1]))!.body = (JSON.parse(body) as { body: string }).body;
    return { status: 200, json: {} };
  }
  return { status: 404, json: { message: 'Not Found' } };
}

function paged(url: URL, all: readonly unknown[]): Answer {
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const page = Number(url.searchParams.get('page') ?? 1);
  const next = new URL(url);
  next.searchParams.set('page', String(page + 1));
  const headers = page * size < all.length ? { link: `<${next.href}>; rel="next"` } : undefined;
  return { status: 200, json: all.slice((page - 1) * size, page * size), ...(headers && { headers }) };
}

describe("GitHub's API through the toolkit's own client", () => {
  test('all pages of comments and of files are read, with the token', async () => {
    comments[249] = { id: 250, body: null, user: null };
    const listed = await api.listComments(7);
    expect(listed).toHaveLength(250);
    expect(listed.at(-1)).toEqual({ id: 250, body: '', login: '' });
    expect(requests.map(({ authorization }) => authorization)).toEqual(Array(3).fill('token the-token'));
    const files = await api.pullRequestFiles(7);
    expect(files).toHaveLength(202);
    expect(files[200]).toEqual({ path: 'f/ä 200.yml', removed: false });
    expect(files[201]).toEqual({ path: 'gone.yml', removed: true });
  });

  test('commits and branches are compared', async () => {
    expect(await api.compare('feature/x', 'abc')).toEqual([{ path: 'b', removed: false, previousPath: 'a' }]);
  });

  test('an app knows its own name by GraphQL; who may not know it has none', async () => {
    expect(await api.ownLogin()).toBe('our-app[bot]');
    viewer = 403;
    expect(await api.ownLogin()).toBeUndefined();
    expect(requests.map(({ line }) => line)).toEqual(['POST /graphql', 'POST /graphql', 'GET /user']);
  });

  test('a comment on the last page is found and edited, not repeated', async () => {
    const marker = '<!-- m -->';
    const told = (body: string) => ({ pullRequest: 7, marker, body: `${marker}\n${body}`, begin: true });
    expect(await upsertComment(api, told('one'))).toEqual({ kind: 'created' });
    expect(await upsertComment(api, told('two'))).toEqual({ kind: 'updated' });
    expect(await upsertComment(api, told('two'))).toEqual({ kind: 'unchanged' });
    expect(comments).toHaveLength(251);
    expect(comments[250]!.body).toBe('<!-- m -->\ntwo');
  });

  test('no request waits for longer than 30 seconds', async () => {
    const limits: number[] = [];
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      limits.push(ms);
      return AbortSignal.abort(new Error('time is up'));
    });
    await expect(api.compare('feature/x', 'abc')).rejects.toThrow('time is up');
    timeout.mockRestore();
    expect(limits).toEqual([30_000]);
    expect(requests).toEqual([]);
  });

  test('a refusal carries its status', async () => {
    await expect(api.compare('x', 'y')).rejects.toMatchObject({ status: 404 });
  });
});
