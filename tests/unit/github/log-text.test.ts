import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { EOL } from 'node:os';
import { fc } from '../../generated-inputs.js';
import { loggable } from '../../../src/github/log-text.js';
import { Runner } from '../../../src/github/runner.js';
import { hostile } from '../report/hostile.js';

/** Names of commands that the runner carries out, as it finds them: without looking at what has no width. */
function commandsIn(line: string): readonly string[] {
  const seen = line.replace(/\p{DI}/gu, '').replace(/^\s+/, '');
  const second = /^::([\w-]+)(?: [^]*?)?::/.exec(seen);
  const first = /##\[([\w-]+)/.exec(seen);
  return [second?.[1], second === null ? first?.[1] : undefined].filter((name) => name !== undefined);
}

const WITHOUT_WIDTH = ['\u00ad', '\u200b', '\u200d', '\u2060', '\ufe0f', '\ufeff', '\u{e0020}'];

describe('text in the log is no workflow command', () => {
  test.each([
    ['::error::x', ': :error::x'],
    ['  ::set-output name=a::b', '  : :set-output name=a::b'],
    ['ok\n::error::x', 'ok\n: :error::x'],
    ['ok\r::error::x', 'ok\n: :error::x'],
    ['a ##[error]x', 'a # #[error]x'],
    ['\u001b[31m::error::x\u001b[0m', ': :error::x'],
    ['#\u001b[0m#[error]', '# #[error]'],
    ['#\u001b(B#[error]', '# #[error]'],
    ['a\u0007b\u202ec', 'a\uFFFDb\uFFFDc'],
    ['a::b ## [c]', 'a::b ## [c]'],
    ['%0A::error::x', '%0A::error::x'],
  ])('%j becomes %j', (text, expected) => {
    expect(loggable(text)).toBe(expected);
  });

  test('whatever has no width in front of it or inside', () => {
    const gap = fc.constantFrom('', ' ', '\t', '\u00a0', ...WITHOUT_WIDTH);
    fc.assert(
      fc.property(fc.array(gap, { minLength: 4, maxLength: 4 }), hostile, ([a, b, c, d], text) => {
        const texts = [`${a}${b}:${c}:error::${text}`, `${text}${a}#${b}#${c}[error]${d}`, text];
        for (const line of texts.flatMap((one) => loggable(one).split('\n'))) {
          expect(commandsIn(line)).toEqual([]);
          expect(line).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the runner', () => {
  let written: string;
  const write = process.stdout.write.bind(process.stdout);
  const before = process.exitCode;
  beforeEach(() => {
    written = '';
    process.stdout.write = ((chunk: string) => {
      written += chunk;
      return true;
    }) as typeof process.stdout.write;
  });
  afterEach(() => {
    process.stdout.write = write;
    process.exitCode = before;
    jest.restoreAllMocks();
  });

  test('prints one command for an annotation, with all it was given', () => {
    new Runner().annotate([
      {
        severity: 'warning',
        title: 'Kestra: x',
        message: 'a%0A, b: c',
        file: 'a,b:c\n%.yml',
        startLine: 3,
        startColumn: 5,
        endLine: 3,
        endColumn: 9,
      },
    ]);
    expect(written).toMatch(
      /^::warning title=Kestra%3A x,file=a%2Cb%3Ac%0A%25\.yml,line=3,endLine=3,col=5,endColumn=9::a%250A, b: c\r?\n$/,
    );
  });

  test.each(['error', 'warning', 'notice'] as const)('prints an annotation of the run as %s', (severity) => {
    new Runner().annotate([{ severity, title: 'Kestra', message: 'x' }]);
    expect(written).toBe(`::${severity} title=Kestra::x${EOL}`);
  });

  test('prints a group under a title of one line', () => {
    new Runner().group('2 findings\nin a.yml', ['one', 'two']);
    expect(written).toBe(`::group::2 findings in a.yml${EOL}one${EOL}two${EOL}::endgroup::${EOL}`);
  });

  test('prints the commands it means, and no others', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        written = '';
        const runner = new Runner();
        runner.info(text);
        runner.group(text, [text]);
        runner.warning(text);
        runner.annotate([{ severity: 'error', title: text, message: text, file: text, startLine: 1 }]);
        runner.fail(text);
        const commands = written
          .split(/\r?\n/)
          .flatMap((line) => line.split('\r'))
          .flatMap(commandsIn);
        expect(commands).toEqual(['group', 'endgroup', 'warning', 'error', 'error']);
      }),
    );
  });

  test('a failure is told as the last line and ends the step with 1', () => {
    new Runner().fail('2 of 43 flows are invalid.\nFix them.');
    expect(written).toMatch(/^::error::2 of 43 flows are invalid\.%0AFix them\.\r?\n$/);
    expect(process.exitCode).toBe(1);
  });
});
