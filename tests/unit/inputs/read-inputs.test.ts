import { describe, expect, test } from '@jest/globals';
import { deployFlowsSpec } from '../../../src/deploy-flows/inputs.js';
import { integer, text } from '../../../src/inputs/readers.js';
import { readInputs, secretTexts } from '../../../src/inputs/read-inputs.js';
import { serverUrl } from '../../../src/inputs/server-url.js';
import type { InputTable } from '../../../src/inputs/input.js';
import { refusalOf } from './refusal.js';
import { validateFlowsSpec } from '../../../src/validate-flows/inputs.js';

const given = (values: Record<string, string>) => (name: string) => values[name] ?? '';

const problemsOf = (read: () => unknown) => refusalOf(read).problems;

describe('reading inputs', () => {
  test('empty inputs take their defaults', () => {
    const { values } = readInputs(validateFlowsSpec.inputs, given({}));
    expect(values).toMatchObject({ directory: ['./'], tenant: 'main', timeout: 30, retries: 3, concurrency: 8 });
    expect(values).toMatchObject({ annotations: true, failOn: 'error', include: ['**/*.yml', '**/*.yaml'] });
    expect(values.server).toBeUndefined();
    expect(values.githubToken).toBeUndefined();
  });

  test('booleans take any case', () => {
    const { values } = readInputs(
      deployFlowsSpec.inputs,
      given({ server: 'https://k', override: 'TRUE', validate: 'False' }),
    );
    expect(values).toMatchObject({ override: true, validate: false });
  });

  test('several directories stand one per line', () => {
    const { values } = readInputs(validateFlowsSpec.inputs, given({ directory: ' a \n\n b c \r\n' }));
    expect(values.directory).toEqual(['a', 'b c']);
  });

  test('all wrong inputs are reported together, with the value, what is allowed and an example', () => {
    const problems = problemsOf(() =>
      readInputs(
        deployFlowsSpec.inputs,
        given({ override: 'yes', namespace: 'Company', timeout: '0', headers: 'X: s3cret\nnonsense' }),
      ),
    );
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).toContain(
      '`override` "yes" is neither true nor false. Allowed: true or false. Example: `override: true`',
    );
    expect(problems.join('\n')).toContain('`server` is required');
    expect(problems.join('\n')).toContain('`headers` has no "Name: value" in line 2');
  });

  test('the value of a secret is never repeated', () => {
    const problems = problemsOf(() =>
      readInputs(deployFlowsSpec.inputs, given({ server: 'https://k', headers: 's3cret' })),
    );
    expect(problems.join('\n')).not.toContain('s3cret');
  });

  test('secrets are known before anything is judged', () => {
    expect(
      secretTexts(deployFlowsSpec.inputs, given({ apiToken: 't0ken', password: 'p4ss', override: 'nonsense' })),
    ).toEqual(['t0ken', 'p4ss']);
  });

  test.each(['Host: x', 'content-length: 3', 'X-A: ', 'X A: b', 'X-A: grün'])(
    'the header "%s" is refused',
    (headers) => {
      expect(
        problemsOf(() => readInputs(deployFlowsSpec.inputs, given({ server: 'https://k', headers }))),
      ).toHaveLength(1);
    },
  );
});

describe('a wrong address', () => {
  test.each([
    ['https://bob:s3cretPW@kestra.example.com', 's3cretPW'],
    ['bob:s3cretPW@kestra.example.com', 's3cretPW'],
    ['https://kestra.example.com/?access_token=s3cret', 's3cret'],
    ['https://kestra.example.com/#token=s3cret', 's3cret'],
  ])('%s is refused without its secret', (server, secret) => {
    const read = () => readInputs(validateFlowsSpec.inputs, (name) => (name === 'server' ? server : ''));
    expect(read).toThrow('***');
    expect(read).not.toThrow(secret);
  });
});

describe('what a person reads', () => {
  const table = {
    name: { reader: text, description: '', example: 'x', default: 'y', mayBeEmpty: true },
    greeting: { reader: text, description: '', example: 'hello', default: 'good day' },
    lines: { reader: text, description: '', example: 'a' },
    port: { reader: integer(1, 9), description: '', example: '5' },
    server: { reader: serverUrl, description: '', example: 'https://k' },
    must: { reader: text, description: '', example: 'it', required: true },
  } as const satisfies InputTable;
  const whole = { must: 'be' };
  const secrets =
    'An input filled from `secrets` is empty when the secret does not exist, and in pull requests from forks, which get no secrets.';

  test('blanks around a value are no part of it, and alone are no value', () => {
    const { values, notices } = readInputs(table, given({ ...whole, greeting: '  ', lines: ' a b\n' }));
    expect(values).toEqual({ must: 'be', greeting: 'good day', lines: 'a b' });
    expect(notices).toEqual([]);
  });

  test('a remark of a reader is handed on', () => {
    expect(readInputs(table, given({ ...whole, server: 'k.example' })).notices).toEqual([
      '`server` has no scheme: "k.example" is taken as https://k.example',
    ]);
  });

  test('what is missing has a hint, also among other problems; what is only wrong has none', () => {
    const missing = '`must` is required, but it is empty. Example: `must: it`';
    const wrong = '`port` "10" is no whole number from 1 to 9. Allowed: a whole number from 1 to 9. Example: `port: 5`';
    expect(refusalOf(() => readInputs(table, given({ port: '10' })))).toEqual({
      problems: [wrong, missing],
      hint: secrets,
    });
    expect(refusalOf(() => readInputs(table, given({ ...whole, port: '10' })))).toEqual({
      problems: [wrong],
      hint: undefined,
    });
  });

  test.each([
    ['x'.repeat(200), 'x'.repeat(200)],
    ['x'.repeat(201), `${'x'.repeat(200)}…`],
    ['what? a=b @home', 'what? a=b @home'],
    ['me@k.example/a b', '***@k.example/a b'],
    ['https://k.example/a@b?token=t\nsecond', 'https://k.example/a@b?***'],
    ['x https://me:pw@k', 'x https://me:pw@k'],
  ])('%j is shown as %j', (value, shown) => {
    const [problem] = refusalOf(() => readInputs(table, given({ ...whole, port: value }))).problems;
    expect(problem).toContain(`\`port\` "${shown}" is no whole number`);
  });

  test('a secret of blanks is none', () => {
    expect(secretTexts({ s: { ...table.lines, secret: true } }, given({ s: ' \n' }))).toEqual([]);
  });
});
