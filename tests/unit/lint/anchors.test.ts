import { expect, test } from '@jest/globals';
import { findAnchors } from '../../../src/lint/anchors.js';
import { check, places } from './placed.js';

test('anchors, aliases and merge keys, each where it stands', () => {
  const source = `id: a
namespace: b
variables:
  base: &base
    level: INFO
  text: &t "x & y"
  same: *t
tasks:
  - id: t
    type: io.kestra.plugin.core.log.Log
    <<: *base
    message: *t
  - <<: [*base, *t]
    id: u
`;
  expect(places(source, check(findAnchors, source))).toEqual([
    '4:9-4:14 yaml-anchor &base',
    '6:9-6:11 yaml-anchor &t',
    '7:9-7:11 yaml-alias *t',
    '11:5-11:7 yaml-merge-key <<',
    '12:14-12:16 yaml-alias *t',
    '13:5-13:7 yaml-merge-key <<',
  ]);
});

test('quoted, they are text', () => {
  expect(check(findAnchors, 'id: a\nnamespace: b\nvariables:\n  "<<": "*x"\n  y: "&z"\n')).toEqual([]);
});
