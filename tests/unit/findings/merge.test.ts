import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import {
  withoutSuperseded,
  mergeFindings,
  mergeOwn,
  sortFindings,
  uniqueFindings,
} from '../../../src/findings/merge.js';
import { findingsOfLocalProblems, findingsOfRules, findingsOfVerdict } from '../../../src/findings/verdict-findings.js';
import { findLocalProblems } from '../../../src/flows/local-problems.js';
import { judgeDocument } from '../../../src/rules/judge.js';
import type { ServerVerdict } from '../../../src/rules/verdict.js';
import { parsed } from '../flows/parsing.js';

function reported(line: number, original: string, more: Partial<Finding> = {}): Finding {
  const range = { startLine: line, startColumn: 1, endLine: line, endColumn: 5 };
  const base = { severity: 'error', rule: 'kestra', message: original, file: 'a.yml' } as const;
  return { ...base, original, origin: 'server', range, ...more };
}

function own(line: number, original: string, more: Partial<Finding> = {}): Finding {
  return reported(line, original, { origin: 'offline', ...more });
}

const short = (findings: readonly Finding[]) =>
  findings.map(({ origin, severity, range, original }) => `${origin} ${severity} ${range!.startLine} ${original}`);

describe('the same problem of both voices is told once', () => {
  test('same words, same place: the server tells it', () => {
    expect(short(mergeFindings([own(3, 'a: wrong')], [reported(3, 'a: wrong')]))).toEqual(['server error 3 a: wrong']);
  });

  test('same words, another place: the server tells it, where it means it', () => {
    expect(short(mergeFindings([own(9, 'a: wrong')], [reported(3, 'a: wrong')]))).toEqual(['server error 3 a: wrong']);
  });

  test('same words at two places, of which the server tells one: the other keeps its weight', () => {
    const both = [own(3, 'tasks[0] is old'), own(9, 'tasks[0] is old')];
    expect(short(mergeFindings(both, [reported(9, 'tasks[0] is old')]))).toEqual([
      'offline error 3 tasks[0] is old',
      'server error 9 tasks[0] is old',
    ]);
    expect(short(mergeFindings(both, [reported(9, 'tasks[0] is old'), reported(4, 'tasks[0] is old')]))).toEqual([
      'server error 4 tasks[0] is old',
      'server error 9 tasks[0] is old',
    ]);
  });

  test('a server that knows other properties means the same', () => {
    const text = (known: string) => `Unrecognized field "x" (class a.B), not marked as ignorable (${known})`;
    const ours = own(3, text('2 known properties: "a", "b"'));
    const theirs = reported(3, text('one known properties: "c"'));
    expect(mergeFindings([ours], [theirs])).toEqual([theirs]);
  });

  test('paths of 1.3 and 2.0 mean the same when they are explained alike', () => {
    const message = '"message" of "a" is missing.';
    const ours = own(3, 'a.message: must not be null', { message, rule: 'missing-property' });
    const theirs = reported(3, 'tasks[a].message: must not be null', { message, rule: 'missing-property' });
    expect(mergeFindings([ours], [theirs])).toEqual([theirs]);
  });

  test('one rule at one place means the same, told by another parser', () => {
    const ours = own(3, 'The YAML cannot be read: x', { rule: 'yaml-syntax', origin: 'local' });
    const theirs = reported(3, 'mapping values are not allowed here', { rule: 'yaml-syntax' });
    expect(mergeFindings([ours], [theirs])).toEqual([theirs]);
  });

  test('two properties that one object lacks are two problems', () => {
    const missing = (name: string) => ({ message: `"${name}" is missing.`, rule: 'missing-property' });
    const merged = mergeFindings(
      [own(3, 'a.b: must not be null', missing('b'))],
      [reported(3, 'a.c: must not be null', missing('c'))],
    );
    expect(merged).toHaveLength(2);
  });
});

describe('the server decides', () => {
  test('an error that it does not share is a warning', () => {
    expect(mergeFindings([own(3, 'a: wrong')], [])).toEqual([
      { ...own(3, 'a: wrong'), severity: 'warning', hint: 'The server accepts it.' },
    ]);
  });

  test('of a flow that the server refuses for another reason it is not said to be accepted', () => {
    const merged = mergeFindings([own(3, 'a: wrong')], [reported(9, 'b: something else')]);
    expect(merged).toEqual([own(3, 'a: wrong'), reported(9, 'b: something else')]);
    const warned = mergeFindings([own(3, 'a: wrong')], [reported(9, 'b: old', { severity: 'warning' })]);
    expect(warned[0]).toMatchObject({ severity: 'warning', hint: 'The server accepts it.' });
  });

  test.each(['warning', 'notice'] as const)('a %s of ours stays one', (severity) => {
    expect(mergeFindings([own(3, 'x', { severity })], [])).toEqual([own(3, 'x', { severity })]);
  });

  test.each(['duplicate-key', 'identity-missing', 'identity-not-text', 'duplicate-flow', 'yaml-syntax'])(
    '%s stays an error: a deployment trips over it',
    (rule) => {
      const ours = own(3, 'x', { rule, origin: 'local' });
      expect(mergeFindings([ours], [])).toEqual([ours]);
    },
  );

  test('its own problems are all kept', () => {
    const theirs = [reported(3, 'x'), reported(3, 'y'), reported(5, 'x')];
    expect(mergeFindings([], theirs)).toEqual(theirs);
  });
});

describe('a whole document', () => {
  const source =
    'id: off\nnamespace: a.b\ntasks:\n  - id: a\n    type: io.kestra.plugin.core.log.Log\n  - id: a\n    id: b\n    type: io.kestra.plugin.core.log.Log\n    message: x\n';
  const document = parsed(source);
  const ours = [
    ...findingsOfLocalProblems(document, findLocalProblems(document)),
    ...findingsOfRules(document, judgeDocument(document, { rules: '1.3' }), '1.3'),
  ];
  const merged = (verdict: Partial<ServerVerdict>) =>
    mergeFindings(ours, findingsOfVerdict(document, { outdated: false, ...verdict }, '1.3')).map(
      ({ origin, severity, rule, range }) => `${origin} ${severity} ${rule} ${range!.startLine}:${range!.startColumn}`,
    );

  test('that the server refuses for the same reason', () => {
    expect(merged({ constraints: 'Validation error: a.message: must not be null\n' })).toEqual([
      'local error identity-not-text 1:5',
      'server error missing-property 4:5',
      'local error duplicate-key 7:5',
    ]);
  });

  test('that the server accepts', () => {
    expect(merged({})).toEqual([
      'local error identity-not-text 1:5',
      'offline warning missing-property 4:5',
      'local error duplicate-key 7:5',
    ]);
  });
});

describe('what the flow does not say of itself', () => {
  test.each([
    ['id', 'namespace: a\ntasks: []\n'],
    ['namespace', 'id: a\ntasks: []\n'],
  ])('a missing %s is one problem, though we and the server have words for it', (key, source) => {
    const document = parsed(source);
    const local = findingsOfLocalProblems(document, findLocalProblems(document));
    const server = findingsOfVerdict(
      document,
      { outdated: false, constraints: `Validation error: ${key}: must not be null\n` },
      '1.3',
    );
    expect(mergeFindings(local, server)).toEqual(server);
  });
});

describe('what our own checks say, the offline rules need not repeat', () => {
  const places = (source: string, rules: '1.3' | '2.0' = '1.3') => {
    const document = parsed(source);
    const local = findingsOfLocalProblems(document, findLocalProblems(document));
    const offline = findingsOfRules(document, judgeDocument(document, { rules }), rules);
    return mergeOwn(local, offline).map(({ origin, rule }) => `${origin} ${rule}`);
  };

  test('a missing id; what else is missing at the same place stays', () => {
    expect(places('namespace: a\n')).toEqual(['local identity-missing', 'offline missing-property']);
  });

  test('an empty id is neither too short nor of a wrong form', () => {
    expect(places('id: ""\nnamespace: a\ntasks:\n  - {id: a, type: com.acme.X}\n')).toEqual(['local identity-missing']);
  });

  test('a namespace that is another number to Kestra', () => {
    expect(places('id: a\nnamespace: 012\ntasks:\n  - {id: a, type: com.acme.X}\n')).toEqual([
      'local identity-not-text',
    ]);
  });

  test('a namespace that is a number is a warning to us and refused by 1.3: one error; 2.0 takes it', () => {
    const source = 'id: a\nnamespace: 12\ntasks:\n  - {id: a, type: com.acme.X}\n';
    expect(places(source)).toEqual(['offline identity-not-text']);
    expect(places(source, '2.0')).toEqual(['local identity-not-text']);
  });

  test('an id that is a number of a wrong form', () => {
    expect(places('id: -5\nnamespace: a\ntasks:\n  - {id: a, type: com.acme.X}\n')).toEqual([
      'local identity-not-text',
      'offline pattern',
    ]);
  });

  test.each(['~\n', '- a\n', 'hello\n'])('no flow at all: %j', (source) => {
    expect(places(source)).toEqual(['local not-a-flow']);
  });
});

describe('lists of findings', () => {
  test('each once', () => {
    const list = [
      reported(3, 'x'),
      reported(3, 'x'),
      reported(4, 'x'),
      reported(3, 'x', { file: 'b.yml' }),
      reported(3, 'x', { rule: 'other' }),
    ];
    expect(uniqueFindings(list)).toEqual([list[0], list[2], list[3], list[4]]);
  });

  test('by file, line and column; the worst first at one place', () => {
    const list = [
      reported(2, 'd', { file: 'b.yml' }),
      reported(10, 'c'),
      reported(2, 'b', { severity: 'notice' }),
      reported(2, 'a', { severity: 'warning' }),
      reported(2, 'e'),
    ];
    expect(sortFindings(list).map(({ original }) => original)).toEqual(['e', 'a', 'b', 'c', 'd']);
  });
});

test('what the next version refuses is not called deprecated as well', () => {
  const at = (rule: string, startLine: number): Finding => ({
    severity: 'warning',
    rule,
    message: rule,
    origin: 'offline',
    file: 'a.yml',
    range: { startLine, startColumn: 1, endLine: startLine, endColumn: 2 },
  });
  const refused = at('upgrade-unknown-type', 1);
  expect(withoutSuperseded([at('deprecated', 1), refused, at('deprecated', 2), at('cron', 1)])).toEqual([
    refused,
    at('deprecated', 2),
    at('cron', 1),
  ]);
});
