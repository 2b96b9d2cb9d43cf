import { describe, expect, test } from '@jest/globals';
import { judgeOffline } from '../../../../src/validation/judge-offline.js';
import { loadOfficialPlugins } from '../../../../src/rules/plugins/load.js';
import { parsed } from '../../lint/placed.js';

const official = await loadOfficialPlugins();
const task = (type: string, more = '    message: x\n') =>
  `id: a\nnamespace: b\ntasks:\n  - id: t\n    type: ${type}\n${more}`;
const LOG = 'io.kestra.plugin.core.log.Log';
const below = (lines: string) => task(LOG) + lines;
const SHELL = (runner: string) =>
  task('io.kestra.plugin.scripts.shell.Commands', `    commands: [a]\n    taskRunner:\n      type: ${runner}\n`);

/** What is said about types: severity, message, hint. */
function said(source: string): readonly string[] {
  const flow = parsed(source);
  const { findings } = judgeOffline([flow], { rules: '1.3', plugins: { official } });
  return findings
    .get(flow)!
    .filter(({ rule }) => rule === 'unknown-type')
    .map(({ severity, message, hint = '' }) => `${severity}: ${message} ${hint}`.trim());
}

const IN_FULL =
  'The type of a task, a trigger … is written in full, with its package: `io.kestra.plugin.core.log.Log`.';

describe('a type without a package is none', () => {
  test.each([
    ['Log', task('Log'), [`error: Unknown type "Log" – did you mean "${LOG}"?`]],
    ['log', task('log'), [`error: Unknown type "log" – did you mean "${LOG}"?`]],
    ['STRING', task('STRING'), [`error: Unknown type "STRING". ${IN_FULL}`]],
    ['info', task('info'), [`error: Unknown type "info". ${IN_FULL}`]],
    [
      'a trigger',
      below('triggers:\n  - id: t\n    type: Schedule\n'),
      ['error: Unknown type "Schedule" – did you mean "io.kestra.plugin.core.trigger.Schedule"?'],
    ],
    [
      'an input',
      below('inputs:\n  - { id: i, type: STRNG }\n'),
      ['error: Unknown type "STRNG" – did you mean "STRING"?'],
    ],
    [
      'a task runner',
      SHELL('docker'),
      ['error: Unknown type "docker" – did you mean "io.kestra.plugin.scripts.runner.docker.Docker"?'],
    ],
    [
      'defaults',
      below('pluginDefaults:\n  - type: Log\n    values: { message: x }\n'),
      [`warning: These defaults are for no plugin: there is no type that begins with "Log". Did you mean "${LOG}"?`],
    ],
  ])('%s', (_, source, expected) => {
    expect(said(source)).toEqual(expected);
  });
});

describe('a slip of the pen', () => {
  const meant = (type: string, name: string) => `error: Unknown type "${type}" – did you mean "${name}"?`;

  test.each([
    'io.kestra.plgin.core.log.Log',
    'io.kestra.plugin.core.log.Logg',
    'com.kestra.plugin.core.log.Log',
    'io.kestra.plugin.cor.log.Log',
  ])('in a type of the core: %s', (type) => {
    expect(said(task(type))).toEqual([meant(type, LOG)]);
  });

  test('in a trigger, a condition, a task runner', () => {
    const trigger = 'io.kestra.plugn.core.trigger.Schedule';
    expect(said(below(`triggers:\n  - id: t\n    type: ${trigger}\n`))).toEqual([
      meant(trigger, 'io.kestra.plugin.core.trigger.Schedule'),
    ]);
    const condition = 'io.kestra.plugin.core.conditon.Weekend';
    const schedule = 'triggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "@daily"\n';
    expect(said(below(`${schedule}    conditions:\n      - type: ${condition}\n`))).toEqual([
      meant(condition, 'io.kestra.plugin.core.condition.Weekend'),
    ]);
    const runner = 'io.kestra.plugin.core.runner.Proces';
    expect(said(SHELL(runner))).toEqual([meant(runner, 'io.kestra.plugin.core.runner.Process')]);
  });

  test('in a type of another plugin is a warning: another version may have it', () => {
    expect(said(task('io.kestra.plugin.scripts.shell.Comands', '    commands: [a]\n'))).toEqual([
      expect.stringMatching(/^warning: .* – did you mean "io\.kestra\.plugin\.scripts\.shell\.Commands"\?/),
    ]);
  });

  test('in defaults for the core', () => {
    const type = 'io.kestra.plugin.core.log.Logg';
    const defaults = (name: string) => below(`pluginDefaults:\n  - type: ${name}\n    values: { message: x }\n`);
    expect(said(defaults(type))).toEqual([
      `warning: These defaults are for no plugin: there is no type that begins with "${type}". Did you mean "${LOG}"?`,
    ]);
    expect(said(defaults('io.kestra.plugin.core.log'))).toEqual([]);
  });
});

test('types of others are theirs, however near', () => {
  for (const type of ['com.acme.Log', 'io.kestra.plugin.fs.ftp.Download', 'io.kestra.plugin.fs.ftp.Trigger', 'a.b']) {
    expect(said(task(type)).filter((one) => one.startsWith('error'))).toEqual([]);
  }
});
