import { describe, expect, test } from '@jest/globals';
import { failureOf } from '../../../src/actions/report-head.js';
import { serverFailures } from '../../../src/actions/server-failures.js';
import { ActionError, UsageError } from '../../../src/errors.js';
import {
  AuthenticationError,
  ConflictError,
  ConnectionError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from '../../../src/kestra/errors.js';

const details = { excerpt: '', paths: [], problem: undefined, html: false, retryAfter: null };
const facts = (attempts = 1) => ({ method: 'POST', path: '/flows', attempts, elapsedMs: 1 });

describe('what a thrown error tells', () => {
  test('an error of ours is its message and its hint', () => {
    expect(failureOf(new ActionError('It broke.', { hint: 'Mend it.' }))).toEqual({
      reason: 'server',
      message: 'It broke.',
      hint: 'Mend it.',
    });
    expect(failureOf(new UsageError(['a is wrong', 'b is wrong']))).toMatchObject({
      message: 'a is wrong\nb is wrong',
    });
  });

  test.each([
    [new TypeError('x is not a function'), 'Unexpected: x is not a function'],
    ['a string', 'Unexpected: a string'],
    [undefined, 'Unexpected: undefined'],
  ])('anything else is a bug: %s', (error, message) => {
    expect(failureOf(error)).toEqual({
      reason: 'bug',
      message,
      hint: expect.stringContaining('Please report it') as unknown,
    });
  });
});

describe('what an error of the client means to a job', () => {
  test.each([
    ['a conflict', new ConflictError('', facts(), 409, details), true, true],
    ['a bad request', new InvalidRequestError('', facts(), 422, details), false, true],
    ['a missing route', new NotFoundError('', facts(), 404, details), false, true],
    ['a missing permission', new PermissionError('', facts(), 403, details), false, true],
    ['a broken server', new ServerError('', facts(), 500, details), false, true],
    ['wrong credentials', new AuthenticationError('', facts(), 401, details), false, false],
    ['a limit', new RateLimitError('', facts(), 429, details), false, false],
    ['a proxy in trouble', new ServerError('', facts(), 503, details), false, false],
    ['no connection', new ConnectionError('', facts(), 'ECONNREFUSED'), false, false],
    ['no answer', new TimeoutError('', facts(), 'answer'), false, false],
    ['a bug', new TypeError('x'), false, false],
  ])('%s', (_name, error, isConflict, isRefusal) => {
    expect(serverFailures.isConflict(error)).toBe(isConflict);
    expect(serverFailures.isRefusal(error)).toBe(isRefusal);
  });

  test('a lost answer is one that nobody gave', () => {
    const lost = [new ConnectionError('', facts(), 'ECONNRESET'), new TimeoutError('', facts(), 'answer')];
    for (const error of [...lost, new ServerError('', facts(), 504, details)])
      expect(serverFailures.isLost(error)).toBe(true);
    const given = [new ServerError('', facts(), 500, details), new ServerError('', facts(), 503, details)];
    for (const error of [...given, new ConnectionError('', facts(), 'ENOTFOUND'), new TypeError('x')])
      expect(serverFailures.isLost(error)).toBe(false);
  });

  test('only a 404 says that nothing lives there', () => {
    expect(serverFailures.isNotFound(new NotFoundError('', facts(), 404, details))).toBe(true);
    expect(serverFailures.isNotFound(new PermissionError('', facts(), 403, details))).toBe(false);
  });

  test('a request that was sent twice may have met its own success', () => {
    expect(serverFailures.wasRepeated(new ConflictError('', facts(2), 409, details))).toBe(true);
    expect(serverFailures.wasRepeated(new ConflictError('', facts(1), 409, details))).toBe(false);
    expect(serverFailures.wasRepeated(new Error('x'))).toBe(false);
  });
});
