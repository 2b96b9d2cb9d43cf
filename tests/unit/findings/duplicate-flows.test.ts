import { expect, test } from '@jest/globals';
import { findDuplicateFlows } from '../../../src/findings/duplicate-flows.js';
import { splitDocuments } from '../../../src/flows/documents.js';
import { parseFlow } from '../../../src/flows/parse-flow.js';

/** The documents of files, each of which has flows of the namespace `n` with the ids named. */
function flowsOf(files: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(files)
    .flatMap(([path, ids]) =>
      splitDocuments({ path, text: ids.map((id) => `namespace: n\nid: ${id}\n`).join('---\n') }),
    )
    .map(parseFlow)
    .filter((flow) => flow.ok);
}

test('the second flow of a name is an error at its id, which says where the other one is', () => {
  expect(findDuplicateFlows(flowsOf({ 'a.yml': ['x'], 'b.yml': ['x'], 'c.yml': ['y'] }))).toEqual([
    {
      severity: 'error',
      rule: 'duplicate-flow',
      message: 'The flow "x" of n stands in two places; also in a.yml:2. Only one of them could be deployed.',
      hint: 'Rename or remove one.',
      origin: 'local',
      file: 'b.yml',
      range: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 6 },
      flow: { namespace: 'n', id: 'x' },
    },
  ]);
});

test('of a file with several documents it is said which one is meant', () => {
  const [finding, ...others] = findDuplicateFlows(flowsOf({ 'a.yml': ['x', 'y', 'x'] }));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ file: 'a.yml', document: 2, range: { startLine: 8 } });
});

test('a flow that is not reported on is let be before the first one', () => {
  const flows = flowsOf({ 'a.yml': ['x'], 'b.yml': ['x'], 'c.yml': ['x'] });
  const findings = findDuplicateFlows(flows, ({ file }) => file.path !== 'b.yml');
  expect(findings.map(({ file }) => file)).toEqual(['a.yml', 'c.yml']);
});
