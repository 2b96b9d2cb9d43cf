import { describe, expect, test } from '@jest/globals';
import { upsertComment } from '../../../src/github/comment.js';
import type { IssueComment } from '../../../src/github/api.js';

const BOT = 'github-actions[bot]';
const marker = '<!-- kestra-actions:deploy-flows:default -->';

/** A pull request in memory. */
function pullRequest(comments: readonly Partial<IssueComment>[], options: { login?: string; fail?: unknown } = {}) {
  const held = comments.map((comment, index) => ({ id: index + 1, body: '', login: BOT, ...comment }));
  const writes: string[] = [];
  const questions: string[] = [];
  const refuse = () => {
    if (options.fail !== undefined) throw options.fail;
  };
  return {
    held,
    writes,
    questions,
    listComments: async () => held,
    createComment: async (_number: number, body: string) => {
      refuse();
      writes.push('create');
      held.push({ id: held.length + 1, body, login: options.login ?? BOT });
    },
    updateComment: async (id: number, body: string) => {
      refuse();
      writes.push(`update ${id}`);
      held.splice(
        held.findIndex((comment) => comment.id === id),
        1,
        { id, body, login: options.login ?? BOT },
      );
    },
    ownLogin: async () => {
      questions.push('who am I');
      return options.login;
    },
  };
}

const comment = (body: string, begin = true) => ({ pullRequest: 7, marker, body: `${marker}\n${body}\n`, begin });

describe('the comment of a pull request', () => {
  test('is created once and edited from then on', async () => {
    const pull = pullRequest([{ body: 'LGTM', login: 'alice' }]);
    expect(await upsertComment(pull, comment('one'))).toEqual({ kind: 'created' });
    expect(pull.questions).toEqual([]);
    expect(await upsertComment(pull, comment('two'))).toEqual({ kind: 'updated' });
    expect(await upsertComment(pull, comment('two'))).toEqual({ kind: 'unchanged' });
    expect(pull.writes).toEqual(['create', 'update 2']);
    expect(pull.held.map(({ body }) => body)).toEqual(['LGTM', `${marker}\ntwo\n`]);
  });

  test('is not begun when there is nothing to say, but brought up to date when it is there', async () => {
    const silent = pullRequest([]);
    expect(await upsertComment(silent, comment('all is well', false))).toEqual({ kind: 'skipped' });
    expect(silent.writes).toEqual([]);
    const told = pullRequest([{ body: `${marker}\nIt failed.` }]);
    expect(await upsertComment(told, comment('all is well', false))).toEqual({ kind: 'updated' });
    expect(told.held[0]!.body).toContain('all is well');
  });

  test('is known by its author as well as by its marker', async () => {
    const copied = pullRequest([{ body: `${marker}\nmine`, login: 'eve' }]);
    expect(await upsertComment(copied, comment('x'))).toEqual({ kind: 'created' });
    expect(copied.held[0]!.body).toBe(`${marker}\nmine`);
    const app = pullRequest(
      [
        { body: `${marker}\nold`, login: BOT },
        { body: `${marker}\nold`, login: 'our-app[bot]' },
      ],
      {
        login: 'our-app[bot]',
      },
    );
    expect(await upsertComment(app, comment('x'))).toEqual({ kind: 'updated' });
    expect(app.writes).toEqual(['update 2']);
  });

  test('is not confused with those of other actions or ids, nor with a quote of it', async () => {
    const pull = pullRequest([
      { body: '<!-- kestra-actions:deploy-flows:other -->\nx' },
      { body: '<!-- kestra-actions:validate-flows:default -->\nx' },
      { body: `> ${marker}\n> x` },
    ]);
    expect(await upsertComment(pull, comment('x'))).toEqual({ kind: 'created' });
  });

  test('other line ends are no change', async () => {
    const pull = pullRequest([{ body: `${marker}\r\na\r\nb` }]);
    expect(await upsertComment(pull, comment('a\nb'))).toEqual({ kind: 'unchanged' });
  });

  const failure = (status: number, message = 'Resource not accessible by integration') =>
    Object.assign(new Error(message), { status });

  test.each([403, 404])('a token that may not (%i) is told the permission', async (status) => {
    const result = await upsertComment(pullRequest([], { fail: failure(status) }), comment('x'));
    expect(result).toMatchObject({ kind: 'not-allowed' });
    expect(result).toHaveProperty('message', expect.stringContaining('pull-requests: write'));
  });

  test('a token that is none, a limit, and anything else each say what they are', async () => {
    const told = async (fail: unknown) => upsertComment(pullRequest([], { fail }), comment('x'));
    expect(await told(failure(401, 'Bad credentials'))).toMatchObject({
      kind: 'not-allowed',
      message: expect.stringContaining('`githubToken` (401)') as unknown,
    });
    expect(await told(failure(403, 'API rate limit exceeded'))).toMatchObject({ kind: 'failed' });
    expect(await told(new Error('socket hang up'))).toEqual({
      kind: 'failed',
      message: 'The comment could not be written: socket hang up',
    });
    expect(await told('odd')).toEqual({ kind: 'failed', message: 'The comment could not be written: odd' });
    expect(await told(null)).toEqual({ kind: 'failed', message: 'The comment could not be written: null' });
  });
});
