import { afterEach, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { flow, startCaller, yaml, type Caller } from './calling.js';
import type { LocalKestraOptions } from './options.js';

let kestra: Caller;
afterEach(() => kestra.server.close());

const start = async (options: LocalKestraOptions = {}) => {
  kestra = await startCaller(options);
};
const create = (source: string) => kestra.call('POST', '/api/v1/main/flows', { body: source, headers: yaml });
const update = (id: string, source: string) =>
  kestra.call('PUT', `/api/v1/main/flows/company.team/${id}`, { body: source, headers: yaml });

describe('a context path', () => {
  test('stands before every path, also in what answers say', async () => {
    await start({ contextPath: '/tools/kestra/' });
    expect(kestra.server.url).toMatch(/:\d+\/tools\/kestra$/);
    const missing = await kestra.call('GET', '/api/v1/main/flows/company.team/a');
    expect(missing.json).toMatchObject({
      _links: { self: { href: '/tools/kestra/api/v1/main/flows/company.team/a' } },
    });
    expect(kestra.server.requests.at(-1)?.path).toBe('/api/v1/main/flows/company.team/a');
    const outside = await fetch(`${kestra.server.url.replace('/tools/kestra', '')}/api/v1/configs`);
    expect(outside.status).toBe(404);
  });
});

test.each(['POST', 'PUT'])(
  'a %s of a flow that says it is deleted is answered with 200, and the flow is gone',
  async (method) => {
    await start();
    if (method === 'PUT') await create(flow('a'));
    const source = `${flow('a')}deleted: "True"\n`;
    const answer = await (method === 'PUT' ? update('a', source) : create(source));
    expect(answer).toMatchObject({ status: 200, json: { id: 'a', deleted: true } });
    expect((await kestra.call('GET', '/api/v1/main/flows/company.team/a')).status).toBe(404);
  },
);

describe('validation', () => {
  const broken = `${flow('b')}oops: [\n`;

  test('lines of a later document count from the rest of its marker', async () => {
    await start();
    const answer = await kestra.call('POST', '/api/v1/main/flows/validate', {
      body: `${broken}\n---\n${broken}`,
      headers: yaml,
    });
    const entries = answer.json as readonly { readonly constraints: string }[];
    const [first, second] = entries.map(({ constraints }) => Number(/\(at line (\d+)\)/.exec(constraints)?.[1]));
    expect(second).toBe(first! + 1);
  });

  test('a type that is not of the core is refused, unless all plugins are there', async () => {
    const source = flow('a').replace('io.kestra.plugin.core.log.Log', 'io.kestra.plugin.scripts.shell.Commands');
    await start();
    expect((await create(source)).status).toBe(422);
    await kestra.server.close();
    await start({ otherPlugins: 'accept' });
    expect((await create(source)).status).toBe(200);
  });

  test('an older version does without younger rules', async () => {
    const labelled = `${flow('a')}labels:\n  Upper: x\n`;
    await start({ version: '1.1.4' });
    expect((await create(labelled)).status).toBe(200);
    await kestra.server.close();
    await start({ version: '1.3.25' });
    expect((await create(labelled)).status).toBe(422);
  });
});

describe('writes of 1.3', () => {
  test('a PUT lets unknown properties through, but not in what is read strictly', async () => {
    await start();
    await create(flow('a'));
    const nested = flow('a').replace('    message', '    oops: 1\n    message');
    expect((await update('a', nested)).status).toBe(200);
    expect((await create(nested.replace('id: a', 'id: b'))).status).toBe(422);
    const input = `${flow('a')}inputs:\n  - id: x\n    type: STRING\n    oops: 1\n`;
    expect((await update('a', input)).status).toBe(422);
    expect(kestra.server.flow('company.team', 'a')).toMatchObject({ revision: 2, source: nested });
  });

  test('a key that comes twice deep inside is refused, though validation does not see it', async () => {
    await start();
    const twice = flow('a', 'one\n    message: two');
    const validated = await kestra.call('POST', '/api/v1/main/flows/validate', { body: twice, headers: yaml });
    expect(validated.json).toEqual([expect.not.objectContaining({ constraints: expect.anything() })]);
    const answer = await create(twice);
    expect(answer.status).toBe(422);
    expect((answer.json as { message: string }).message).toContain(
      "Duplicate field 'message'\n at [Source: (StringReader); line: 7, column: 12]",
    );
  });

  test('a leading revision makes no difference', async () => {
    await start();
    await create(flow('a'));
    expect((await update('a', `revision: 7\n${flow('a')}`)).json).toMatchObject({ revision: 1 });
    expect((await update('a', `${flow('a')}\n`)).json).toMatchObject({ revision: 2 });
  });

  test('a violation is told by the line that validation shows and by its real place', async () => {
    await start();
    const nested = `id: a\nnamespace: company.team\ntasks:\n  - id: seq\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n      - id: inner\n        type: io.kestra.plugin.core.log.Log\n`;
    expect((await create(nested)).json).toMatchObject({
      message: expect.stringMatching(/^Invalid entity: /),
      _embedded: { errors: [{ message: 'must not be null', path: 'tasks[0].tasks[0].message' }] },
    });
  });

  test('revisions can be read and forgotten', async () => {
    await start();
    await create(flow('a'));
    await update('a', flow('a', 'two'));
    await update('a', flow('a', 'three'));
    const old = await kestra.call('GET', '/api/v1/main/flows/company.team/a?source=true&revision=1');
    expect(old.json).toMatchObject({ revision: 1, source: flow('a') });
    const path = '/api/v1/main/flows/company.team/a/revisions';
    expect((await kestra.call('DELETE', path)).status).toBe(400);
    expect((await kestra.call('DELETE', `${path}?revisions=0`)).status).toBe(422);
    expect((await kestra.call('DELETE', `${path}?revisions=1&revisions=2`)).status).toBe(204);
    expect((await kestra.call('DELETE', `${path}?revisions=1`)).status).toBe(404);
    expect((await kestra.call('GET', path)).json).toEqual([expect.objectContaining({ revision: 3 })]);
  });
});

test('a thousand flows and two thousand files go through', async () => {
  await start();
  const ids = Array.from({ length: 1000 }, (_, index) => `flow-${index}`);
  const form = (index: number) => kestra.upload('n', `/d${index % 20}/f${index}`, `${index}`);
  // One by one: uploads that make the same folder at once do not all succeed.
  for (let index = 0; index < 20; index++) await form(index);
  for (let at = 0; at < 1000; at += 50) await Promise.all(ids.slice(at, at + 50).map((id) => create(flow(id))));
  for (let at = 20; at < 2000; at += 60) await Promise.all(Array.from({ length: 60 }, (_, index) => form(at + index)));
  const { bytes } = await kestra.call('GET', '/api/v1/main/flows/export/by-query?filters[namespace][IN]=company.team');
  const entries = unzipSync(bytes);
  expect(Object.keys(entries)).toHaveLength(1000);
  expect(strFromU8(entries['company.team-flow-7.yml']!)).toBe(flow('flow-7'));
  const files = await kestra.call('GET', '/api/v1/main/namespaces/n/files/search?q=/');
  expect(files.json).toHaveLength(2000);
});
