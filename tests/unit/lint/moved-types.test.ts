import { describe, expect, test } from '@jest/globals';
import { findMovedTypes } from '../../../src/lint/moved-types.js';
import { judgeSource } from '../../judge-source.js';
import { flowWith } from '../../flow-source.js';
import { check, places } from './placed.js';

const flow = (type: string) => flowWith(`tasks:\n  - id: t\n    type: ${type}\n    commands: [ls]\n`);

describe('only what the core really owned is claimed', () => {
  test.each(['Bash', 'Node', 'Python'])('io.kestra.core.tasks.scripts.%s is a plugin’s: a warning', (name) => {
    const source = flow(`io.kestra.core.tasks.scripts.${name}`);
    expect(judgeSource(source, { rules: '1.3' }).server.constraints).toBeUndefined();
    const found = check(findMovedTypes, source);
    expect(places(source, found)).toEqual([
      `5:11-5:${11 + 'io.kestra.core.tasks.scripts.'.length + name.length} moved-type io.kestra.core.tasks.scripts.${name}`,
    ]);
    expect(found[0]!.hint).toMatch(/^Use io\.kestra\.plugin\.scripts\.\w+\.Commands\.$/);
  });

  test.each([
    ['io.kestra.core.tasks.log.Lag', true],
    ['io.kestra.core.tasks.flows.Each', true],
    ['io.kestra.plugin.core.log.Lag', true],
    ['io.kestra.plugin.core.any.thing.Else', true],
    ['io.kestra.core.tasks.custom.Mine', false],
    ['io.kestra.core.Mine', false],
  ])('%s is refused: %p', (type, isRefused) => {
    expect(judgeSource(flow(type), { rules: '1.3' }).server.constraints !== undefined).toBe(isRefused);
  });
});
