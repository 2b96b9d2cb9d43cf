import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../../src/errors.js';
import { basicSecret, readCredentials } from '../../../src/inputs/connection.js';
import { deployFlowsSpec } from '../../../src/deploy-flows/inputs.js';
import { readInputs, secretTexts } from '../../../src/inputs/read-inputs.js';
import { validateFlowsSpec } from '../../../src/validate-flows/inputs.js';

const given = (values: Record<string, string>) => (name: string) => values[name] ?? '';

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  throw new Error('nothing was wrong');
}

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

describe('credentials', () => {
  const none = { apiToken: undefined, user: undefined, password: undefined };

  test('the token wins over user and password, with a notice', () => {
    const read = readCredentials({ apiToken: 't', user: 'u', password: 'p' });
    expect(read.credentials).toEqual({ kind: 'token', token: 't' });
    expect(read.notices).toHaveLength(1);
  });

  test('nothing at all is anonymous', () => {
    expect(readCredentials(none)).toEqual({ credentials: { kind: 'anonymous' }, notices: [] });
  });

  test.each([
    [{ ...none, user: 'u' }, '`password` is empty'],
    [{ ...none, password: 'p' }, '`user` is empty'],
  ])('one of user and password alone is an error', (inputs, message) => {
    expect(() => readCredentials(inputs)).toThrow(message);
  });

  test('what goes over the wire is a secret as well', () => {
    expect(basicSecret('u', 'pä:ss')).toEqual([Buffer.from('u:pä:ss', 'utf8').toString('base64')]);
    expect(basicSecret('u', '')).toEqual([]);
  });
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
