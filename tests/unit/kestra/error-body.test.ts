import { describe, expect, test } from '@jest/globals';
import { isHtml, oneLine, readErrorBody } from '../../../src/kestra/error-body.js';

const read = (body: object, redact = (value: string) => value) =>
  readErrorBody(JSON.stringify(body), 'application/json', redact);
const error = (message: string, errors: readonly object[]) => ({ message, _embedded: { errors } });

test.each<[string, object, string]>([
  ['a colon with nothing before it', { message: ': Invalid Flow' }, 'Invalid Flow'],
  ['the same behind blanks', { message: '  :   Invalid Flow' }, 'Invalid Flow'],
  ['a colon inside', { message: 'Invalid Flow: no id' }, 'Invalid Flow: no id'],
  ['a colon that belongs to the first word', { message: 'id: wrong' }, 'id: wrong'],
  ['an empty message beside a detail', { message: '', detail: 'Gone' }, 'Gone'],
  ['nothing', {}, ''],
  ['details alone', error('', [{ message: 'wrong', path: 'id' }]), 'id: wrong'],
  ['details without a path', error('No', [{ message: 'wrong' }, { message: 'odd', path: '' }]), 'No; wrong; odd'],
  ['details without words', error('No', [{ path: 'id' }, {}]), 'No'],
  ['details that name their path', error('No', [{ message: 'id is wrong', path: 'id' }]), 'No; id is wrong'],
  ['details in another shape', { message: 'No', _embedded: null, errors: ['wrong', 1, null] }, 'No'],
])('what is said by %s', (_name, body, expected) => {
  expect(read(body).message).toBe(expected);
});

describe('what else is read', () => {
  test.each<[string, object, object]>([
    ['paths that are there', error('No', [{ path: 'id' }, { message: 'x' }]), { paths: ['id'] }],
    ['no paths', { message: 'No' }, { paths: [] }],
    ['a kind of problem', { type: 'https://kestra.io/problems/not-found/' }, { problem: 'not-found' }],
    ['a kind without an address', { type: 'about:blank' }, { problem: 'blank' }],
    ['a kind that is no word', { type: '!' }, {}],
    ['a trace id, cut', { traceId: 'a'.repeat(200) }, { traceId: 'a'.repeat(100) }],
  ])('%s', (_name, body, expected) => {
    const message = expect.any(String) as unknown;
    expect(read(body)).toEqual({ message, paths: [], html: false, wantsTls: false, ...expected });
  });

  test('without secrets', () => {
    const redact = (text: string) => text.replaceAll('hush', '***');
    expect(read({ ...error('hush', [{ path: 'a hush' }]), traceId: 'hush' }, redact)).toMatchObject({
      message: '***',
      paths: ['a ***'],
      traceId: '***',
    });
  });

  test('of a web page only that it is one', () => {
    expect(readErrorBody('<html>x</html>', '', String)).toEqual({
      message: '',
      paths: [],
      html: true,
      wantsTls: false,
    });
    expect(readErrorBody('plain', 'text/plain', String)).toEqual({
      message: 'plain',
      paths: [],
      html: false,
      wantsTls: false,
    });
  });
});

test.each([
  [true, '', 'text/html; charset=utf-8'],
  [true, '', 'application/xhtml+xml'],
  [true, '\uFEFF  <!DOCTYPE html>', ''],
  [true, '<?xml version="1.0"?>  <!-- a -->\n<!-- b -->  <html lang="en">', ''],
  [true, '<HEAD>', ''],
  [true, '<body class="x">', ''],
  [false, '{"a":"<html>"}', 'application/json'],
  [false, 'see <html>', 'text/plain'],
  [false, 'x <!-- a --><html>', ''],
  [false, '<htmlish>', ''],
])('is a web page: %p (%j, %s)', (expected, text, type) => {
  expect(isHtml(text, type)).toBe(expected);
});

test('text of others is cut only where it is too long', () => {
  expect(oneLine('abcd', 4)).toBe('abcd');
  expect(oneLine(' abcde ', 4)).toBe('abcd…');
});
