import { describe, expect, test } from '@jest/globals';
import { fileReferencesOf, namespacesFilledBy } from '../../../src/lint/file-references.js';
import { parsed } from './placed.js';

const TASK = 'id: a\nnamespace: team\ntasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n';

function read(source: string) {
  const flow = parsed(source);
  return { root: flow.root, references: fileReferencesOf(flow, '1.3') };
}

/** "include team /x …": with a star where a file in any folder is meant. */
const shown = (source: string) =>
  read(source).references.map(
    ({ kind, namespaces, path, inAnyFolder }) => `${kind} ${namespaces.join('+')} ${inAnyFolder ? '*' : ''}${path}`,
  );
const ofMessage = (message: string) => shown(`${TASK}    message: >-\n      ${message}\n`);
const ofTask = (lines: string) => shown(`${TASK}    message: x\n${lines}`);

describe('read()', () => {
  test.each([
    ["{{ read('a.sql') }}", 'read team /a.sql'],
    ['{{ read("/dir//./a.sql") | upper }}', 'read team /dir/a.sql'],
    ["{{ read(path='a.sql', namespace='other.team') }}", 'read other.team /a.sql'],
    ["{{ read('a.sql', 'other') }}", 'read other /a.sql'],
    ["{{ read('a.sql', namespace=flow.namespace) }}", 'read team /a.sql'],
    ["{{ read('nsfile:///a.sql') }}", 'read team /a.sql'],
    ["{{ read('nsfile://other/a.sql') }}", 'read other /a.sql'],
    ["{% if inputs.x %}{{ fromJson(read('ü/日本.json')) }}{% endif %}", 'read team /ü/日本.json'],
  ])('%s names a file', (message, reference) => {
    expect(ofMessage(message)).toEqual([reference]);
  });

  test.each([
    '{{ read(inputs.file) }}',
    "{{ read('a' ~ inputs.x) }}",
    '{{ read("a#{inputs.x}.sql") }}',
    "{{ read('a.sql' | upper) }}",
    "{{ read('a.sql', namespace=inputs.team) }}",
    "{{ read('a.sql', 'other', 2) }}",
    "{{ read('a.sql', version=2) }}",
    "{{ read('a.sql', revision=2) }}",
    "{{ read('kestra:///team/a/executions/1/tasks/t/2/x.ion') }}",
    "{{ read('file:///etc/hosts') }}",
    "{{ read('nsfile://other/a.sql', namespace='third') }}",
    "{{ read('../a.sql') }}",
    "{{ read('dir/') }}",
    "{{ read('a%20b.sql') }}",
    "{{ read('a b.sql') }}",
    "{{ fileExists('a.sql') ? read('a.sql') : '' }}",
    "{% raw %}{{ read('a.sql') }}{% endraw %}",
    "{{ read('a.sql') }",
    "read('a.sql')",
  ])('%s is not certain', (message) => {
    expect(ofMessage(message)).toEqual([]);
  });

  test('in text that Kestra does not render it is text', () => {
    expect(shown(`${TASK}    message: x\ndescription: "{{ read('a.sql') }}"\n`)).toEqual([]);
  });

  test('stands where its path is written', () => {
    const source = `${TASK}    message: "x {{ read('a.sql') }}"\n`;
    const [{ target } = { target: undefined }] = read(source).references;
    if (target === undefined || !('span' in target)) throw new Error('no span');
    expect(source.slice(target.span.start, target.span.end)).toBe("'a.sql'");
  });
});

test.each([
  ['    inputFiles:\n      a: nsfile:///dir/a.csv\n', ['read team /dir/a.csv']],
  ['    inputFiles:\n      a: nsfile://other.team/a.csv\n', ['read other.team /a.csv']],
  ['    from: "nsfile:///{{ inputs.x }}"\n', []],
  ['    from: nsfile:///dir/\n', []],
  ['    from: nsfile:///a%20b\n', []],
  ['    description: nsfile:///a.csv\n', []],
  ['    from: see nsfile:///a.csv\n', []],
  ['inputs:\n  - id: f\n    type: FILE\n    defaults: nsfile:///in.csv\n', ['read team /in.csv']],
])('a URI: %j', (lines, references) => {
  expect(ofTask(lines)).toEqual(references);
});

describe('include', () => {
  const including = (entry: string, more = '') =>
    ofTask(`    namespaceFiles:\n${more}      include:\n        - ${entry}\n`);

  test.each([
    ['main.py', 'include team */main.py'],
    ['scripts/main.py', 'include team */scripts/main.py'],
    ['/scripts/main.py', 'include team /scripts/main.py'],
  ])('%s names a file', (entry, reference) => {
    expect(including(entry)).toEqual([reference]);
  });

  test.each(['"*.py"', 'scripts/**', '"[ab].py"', '"{a,b}.py"', 'glob:a.py', 'regex:a.py', './a.py', '.env', 'dir/'])(
    '%s is not certain',
    (entry) => {
      expect(including(entry)).toEqual([]);
    },
  );

  test.each([
    ['      enabled: true\n', ['include team */a.py']],
    ['      enabled: false\n', []],
    ['      enabled: "{{ inputs.on }}"\n', []],
    ['      namespaces: [other, "{{ flow.namespace }}"]\n', ['include other+team */a.py']],
    ['      namespaces: [other, "{{ inputs.team }}"]\n', []],
    ['      namespaces: "{{ inputs.teams }}"\n', []],
  ])('beside %j', (more, references) => {
    expect(including('a.py', more)).toEqual(references);
  });
});

test.each([
  ['io.kestra.plugin.core.namespace.UploadFiles', 'namespace: other', ['other']],
  ['io.kestra.plugin.core.namespace.UploadFiles', 'namespace: "{{ flow.namespace }}"', ['team']],
  ['io.kestra.plugin.core.namespace.UploadFiles', 'namespace: "{{ inputs.team }}"', 'all'],
  ['io.kestra.plugin.git.SyncNamespaceFiles', 'namespace: other', ['other']],
  ['io.kestra.plugin.git.TenantSync', 'url: x', 'all'],
  ['io.kestra.plugin.git.Clone', 'url: x', []],
])('%s with %s brings files', (type, line, filled) => {
  const { root } = read(`${TASK}    message: x\n  - id: up\n    type: ${type}\n    ${line}\n`);
  const found = namespacesFilledBy(root);
  expect(found === 'all' ? found : [...found]).toEqual(filled);
});
