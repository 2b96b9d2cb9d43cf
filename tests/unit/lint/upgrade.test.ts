import { describe, expect, test } from '@jest/globals';
import { judgeDocument } from '../../../src/rules/judge.js';
import { lintFlow } from '../../../src/lint/lint-flow.js';
import { judgeUpgrade } from '../../../src/lint/upgrade.js';
import { judgeOffline } from '../../../src/validation/judge-offline.js';
import { flowWith, log } from '../../flow-source.js';
import { parsed, places } from './placed.js';

const LOG = flowWith(`tasks:\n${log('t', 'hello')}`);
const task = (type: string, more = '') => flowWith(`tasks:\n  - id: t\n    type: ${type}\n${more}`);
const core = (type: string, more = '') => task(`io.kestra.plugin.core.${type}`, more);
const trigger = (type: string, more: string) =>
  `${LOG}triggers:\n  - id: s\n    type: io.kestra.plugin.core.trigger.${type}\n${more}`;
const SCHEDULE = 'triggers:\n  - id: s\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "0 0 * * *"\n';
const upgrade = (source: string) => judgeUpgrade(parsed(source), '1.3', '2.0');

describe('what 2.0 refuses', () => {
  test.each([
    [`${LOG}pluginDefaults:\n  - type: x.Y\n    values: { a: 1 }\n`, ['7:1-7:15 unknown-property pluginDefaults']],
    [`${LOG}taskDefaults:\n  - type: x.Y\n    values: { a: 1 }\n`, ['7:1-7:13 unknown-property taskDefaults']],
    [`${LOG}listeners: []\n`, ['7:1-7:10 unknown-property listeners']],
    [`${LOG}workerGroup: { key: g }\n`, ['7:1-7:12 unknown-property workerGroup']],
    [
      core('flow.ForEach', '    values: [1]\n    tasks: []\n'),
      ['5:11-5:45 unknown-type io.kestra.plugin.core.flow.ForEach'],
    ],
    [core('execution.Count', '    expression: x\n'), ['5:11-5:48 unknown-type io.kestra.plugin.core.execution.Count']],
    [core('trigger.Toggle', '    trigger: s\n'), ['5:11-5:47 unknown-type io.kestra.plugin.core.trigger.Toggle']],
    [core('log.Fetch'), ['5:11-5:42 unknown-type io.kestra.plugin.core.log.Fetch']],
    [core('debug.Echo', '    format: x\n'), ['5:11-5:43 unknown-type io.kestra.plugin.core.debug.Echo']],
    [core('state.Set', '    data: { a: 1 }\n'), ['5:11-5:42 unknown-type io.kestra.plugin.core.state.Set']],
    [core('storage.Purge'), ['5:11-5:46 unknown-type io.kestra.plugin.core.storage.Purge']],
    [task('io.kestra.core.tasks.log.Log', '    message: x\n'), ['5:11-5:39 unknown-type io.kestra.core.tasks.log.Log']],
    [trigger('Schedule', '    cron: "0 0 * * *"\n    conditions: []\n'), ['11:5-11:15 unknown-property conditions']],
    [trigger('Flow', '    preconditions: { id: p }\n'), ['10:5-10:18 unknown-property preconditions']],
    [
      trigger('Schedule', '    cron: "0 0 * * *"\n    minLogLevel: INFO\n    backfill: {}\n'),
      ['11:5-11:16 unknown-property minLogLevel', '12:5-12:13 unknown-property backfill'],
    ],
    [core('flow.Pause', '    delay: PT1S\n'), ['6:5-6:10 unknown-property delay']],
    [core('flow.Pause', '    onResume:\n      - id: q\n        type: BOOLEAN\n'), ['8:15-8:22 unknown-type BOOLEAN']],
    [
      `${LOG}inputs:\n  - name: n\n    type: STRING\n  - id: f\n    type: FILE\n    extension: .csv\n`,
      ['8:5-8:9 unknown-property name', '12:5-12:14 unknown-property extension'],
    ],
    [
      `${LOG}inputs:\n  - id: f\n    type: BOOLEAN\n  - id: g\n    type: ENUM\n    values: [a]\n`,
      ['9:11-9:18 unknown-type BOOLEAN', '11:11-11:15 unknown-type ENUM'],
    ],
    [core('http.Request', '    uri: x\n    sslOptions: {}\n'), ['7:5-7:15 unknown-property sslOptions']],
    [core('kv.PurgeKV', '    expiredOnly: true\n'), ['6:5-6:16 unknown-property expiredOnly']],
    [
      core('log.Log', '    message: x\n    retry: { type: constant, interval: PT1S, maxAttempt: 3 }\n'),
      ['7:46-7:56 unknown-property maxAttempt'],
    ],
  ])('%s', (source, expected) => {
    const problems = upgrade(source);
    expect(places(source, problems)).toEqual(expected);
    for (const { severity } of problems) expect(severity).toBe('warning');
    const document = parsed(source);
    const { findings } = judgeOffline([document], { rules: '1.3', upgradeTo: '2.0' });
    for (const { message, hint, original } of findings
      .get(document)!
      .filter(({ rule }) => rule.startsWith('upgrade-'))) {
      expect(message).toMatch(/^Kestra 2\.0 will refuse this: unknown (property|type) "/);
      expect(message).not.toMatch(/Unrecognized|class |Invalid type/);
      expect(hint).toMatch(/^(Use|Write|Remove|Move) /);
      expect(original).toBeUndefined();
    }
  });

  test('nothing hides behind the first refusal', () => {
    const source = `${LOG}inputs:\n  - id: i\n    type: BOOLEAN\nlisteners: []\npluginDefaults: []\n`;
    expect(places(source, upgrade(source))).toEqual([
      '9:11-9:18 unknown-type BOOLEAN',
      '10:1-10:10 unknown-property listeners',
      '11:1-11:15 unknown-property pluginDefaults',
    ]);
  });

  test('what 1.3 refuses too is left to 1.3, also where that stops before it', () => {
    expect(upgrade(`${LOG}nonsense: true\n`)).toEqual([]);
    const source = `${LOG}labels: text\nnonsense: true\ninputs: 3\nlisteners: []\n`;
    expect(places(source, upgrade(source))).toEqual(['10:1-10:10 unknown-property listeners']);
  });

  test('several rules about the whole flow are sentences of their own', () => {
    const source = `${LOG}inputs:\n  - { id: c, type: SELECT, values: [a, b], defaults: x }\n  - { id: d, type: URI }\n${SCHEDULE}`;
    const document = parsed(source);
    const { findings } = judgeOffline([document], { rules: '1.3', upgradeTo: '2.0' });
    expect(
      findings
        .get(document)!
        .map(({ message }) => message)
        .sort()
        .reverse(),
    ).toEqual([
      'Kestra 2.0 will refuse this: the Schedule trigger "s" gives no value for the required input "d".',
      "Kestra 2.0 will refuse this: invalid default for input 'c': it must match the values `[a, b]`.",
    ]);
  });
});

describe('what 2.0 takes, and does otherwise or fails at', () => {
  test.each([
    [
      '"{{ json(x) }} {{ y | json }} {{ y is json }}"',
      ['6:18-6:22 pebble-unknown-function json', '6:36-6:40 pebble-unknown-filter json'],
    ],
    [`"{{ read('f', version=1) }}"`, ['6:18-6:22 changed-in-2.0 read']],
    [`"{{ fileURI('f', version=1) }}"`, ['6:18-6:25 changed-in-2.0 fileURI']],
    [
      '"{{ schedule.date }} {{ outputDir }}"',
      ['6:18-6:26 changed-in-2.0 schedule', '6:38-6:47 changed-in-2.0 outputDir'],
    ],
    ['"{% set schedule = 1 %}{{ schedule }}"', []],
    ['json(x) | json and read(version=1)', []],
    ['"{{ fromJson(x) | toJson }}"', []],
  ])('%s', (message, expected) => {
    const source = core('log.Log', `    message: ${message}\n`);
    expect(places(source, upgrade(source))).toEqual(expected);
  });

  test.each([
    [`${LOG}checks:\n  - condition: "{{ true }}"\n    message: x\n`, ['8:5-8:14 changed-in-2.0 condition']],
    [core('execution.Exit', '    state: CANCELED\n'), ['6:12-6:20 changed-in-2.0 CANCELED']],
    [trigger('Flow', '    states: [SUCCESS, CANCELED]\n'), ['10:23-10:31 changed-in-2.0 CANCELED']],
    [task('io.kestra.plugin.git.SyncFlows'), ['5:11-5:41 changed-in-2.0 io.kestra.plugin.git.SyncFlows']],
    [task('io.kestra.plugin.git.SyncFlows', '    auth: {}\n'), []],
    [
      task('io.kestra.plugin.scripts.shell.Commands', '    runner: DOCKER\n    docker: { image: x }\n'),
      ['6:5-6:11 changed-in-2.0 runner', '7:5-7:11 changed-in-2.0 docker'],
    ],
    [task('io.kestra.plugin.fs.local.Delete'), ['5:11-5:43 changed-in-2.0 io.kestra.plugin.fs.local.Delete']],
  ])('%s', (source, expected) => {
    expect(places(source, upgrade(source))).toEqual(expected);
  });

  test('with the rules of 2.0 the same is a warning', () => {
    const source = core('log.Log', `    message: "{{ json(x) }} {{ read('f', version=1) }}"\n`);
    const { problems } = judgeDocument(parsed(source), { rules: '2.0', lint: lintFlow });
    expect(places(source, problems)).toEqual([
      '6:18-6:22 pebble-unknown-function json',
      '6:32-6:36 changed-in-2.0 read',
    ]);
  });
});

test('from one line to itself there is nothing to say', () => {
  expect(judgeUpgrade(parsed(`${LOG}listeners: []\n`), '2.0', '2.0')).toEqual([]);
});
