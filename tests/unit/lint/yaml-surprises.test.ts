import { expect, test } from '@jest/globals';
import { findYamlSurprises } from '../../../src/lint/yaml-surprises.js';
import { check, places } from './placed.js';

const find = (source: string) => check(findYamlSurprises, source);

test('text that YAML 1.1 reads as something else', () => {
  const source = `id: a
namespace: b
labels:
  env: off
inputs:
  - id: country
    type: SELECT
    values: [DE, NO]
    defaults: NO
variables:
  zip: 01234
tasks:
  - id: on
    type: io.kestra.plugin.core.http.Request
    uri: x
    method: 0x1F
    body: 1_000
    contentType: 1.10
  - id: s
    type: io.kestra.plugin.scripts.python.Script
    env:
      DEBUG: yes
      MODE: 0644
`;
  expect(places(source, find(source))).toEqual([
    '4:8-4:11 yaml-surprise off',
    '8:18-8:20 yaml-surprise NO',
    '9:15-9:17 yaml-surprise NO',
    '11:8-11:13 yaml-surprise 01234',
    '13:9-13:11 yaml-surprise on',
    '16:13-16:17 yaml-surprise 0x1F',
    '17:11-17:16 yaml-surprise 1_000',
    '18:18-18:22 yaml-surprise 1.10',
    '22:14-22:17 yaml-surprise yes',
    '23:13-23:17 yaml-surprise 0644',
  ]);
});

test('no noise where a boolean or a number is meant, or the text stays what it is', () => {
  const source = `id: off
namespace: 012
disabled: yes
labels:
  version: 1.0
  port: 8080
  active: true
variables:
  flag: on
  big: 1_000
  mask: 0x1F
  zero: 0
tasks:
  - id: t
    type: io.kestra.plugin.core.log.Log
    disabled: on
    message: "off"
  - id: u
    type: io.kestra.plugin.core.flow.Subflow
    namespace: b
    flowId: c
    wait: no
    inputs:
      dry: yes
  - id: v
    type: io.kestra.plugin.core.debug.Return
    format: 12:30:45
`;
  expect(find(source)).toEqual([]);
});

test('says what Kestra reads and what to write', () => {
  const [problem] = find('id: a\nnamespace: b\nlabels:\n  code: 012\n');
  expect(problem?.text).toBe('YAML 1.1 reads 012 as an octal number: Kestra takes it for 10.');
  expect(problem?.hint).toBe('Put quotes around it: "012".');
});
