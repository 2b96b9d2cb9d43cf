import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import type { Finding } from '../../../src/findings/finding.js';
import { rangeOf } from '../../../src/flows/positions.js';
import { editFlows } from '../../../src/deploy-flows/edited-flows.js';
import { planEdits } from '../../../src/deploy-flows/edits.js';
import type { ParsedFlow } from '../../../src/flows/tree.js';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import { FakeFlows, flowText, inputOf, parseFiles, portsOf } from './fakes.js';

const forceNamespaceOnAll = (flows: readonly ParsedFlow[], namespace: string) => {
  const { edits } = planEdits(flows, { namespace });
  return editFlows(flows, (flow) => edits.get(flow) ?? []);
};

describe('a forced namespace', () => {
  test('reaches the server, and changes nothing else', async () => {
    const kestra = new FakeFlows();
    const text =
      '\uFEFF# über\r\nid: a # one\r\nnamespace: "old"   # two\r\ntasks: [ {id: t, type: io.kestra.plugin.core.log.Log} ]\r\n';
    const result = await deployFlows(inputOf({ 'a.yml': text }, { namespace: 'new.place' }), portsOf(kestra));
    expect(result.failure).toBeUndefined();
    expect(kestra.sources()).toEqual({ 'new.place/a': text.replace('old', 'new.place') });
  });

  test('gives one to a flow without, in every document of a file', async () => {
    const kestra = new FakeFlows();
    const text = `${flowText('a', undefined)}---\n${flowText('b', 'x')}`;
    await deployFlows(inputOf({ 'a.yml': text }, { namespace: 'n' }), portsOf(kestra));
    expect(kestra.sources()).toEqual({ 'n/a': flowText('a', 'n'), 'n/b': flowText('b', 'n') });
  });

  test('that makes two flows one is an error on both, and nothing is written', async () => {
    const kestra = new FakeFlows();
    const files = { 'a.yml': flowText('x', 'one'), 'b.yml': flowText('x', 'two') };
    const result = await deployFlows(inputOf(files, { namespace: 'n' }), portsOf(kestra));
    expect(result.findings.map(({ file, message }) => [file, message])).toEqual([
      ['a.yml', 'This flow and the one in b.yml, line 1, are both n/x once `namespace` is forced to n.'],
      ['b.yml', 'This flow and the one in a.yml, line 1, are both n/x once `namespace` is forced to n.'],
    ]);
    expect(kestra.requests).toEqual([]);
  });

  test('cannot be given to what is no flow', async () => {
    const kestra = new FakeFlows();
    const result = await deployFlows(inputOf({ 'a.yml': '- a\n- b\n' }, { namespace: 'n' }), portsOf(kestra));
    expect(result.findings).toEqual([expect.objectContaining({ rule: 'not-a-flow', file: 'a.yml' })]);
  });

  test('leaves findings at the lines of the workspace', async () => {
    const text = `${flowText('a', undefined)}---\n${flowText('b', undefined)}`;
    const finding = (line: number): Finding => ({
      severity: 'error',
      rule: 'r',
      message: 'm',
      origin: 'server',
      file: 'a.yml',
      range: { startLine: line, startColumn: 5, endLine: line, endColumn: 7 },
    });
    const { toAuthored } = forceNamespaceOnAll(parseFiles({ 'a.yml': text }), 'n');
    const lines = text.split('\n');
    // In the edited file: id, namespace (new), tasks, t, type, ---, id, namespace (new), tasks, t, type.
    expect(toAuthored(finding(4)).range?.startLine).toBe(lines.indexOf('  - id: t') + 1);
    expect(toAuthored(finding(10)).range).toEqual({
      startLine: lines.lastIndexOf('  - id: t') + 1,
      startColumn: 5,
      endLine: lines.lastIndexOf('  - id: t') + 1,
      endColumn: 7,
    });
    expect(toAuthored({ ...finding(4), file: 'other.yml' }).range?.startLine).toBe(4);
  });

  test('any place outside the edit is found again, whatever the file looks like', () => {
    const document = fc
      .record({
        comment: fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replace(/[\p{C}\p{Z}]/gu, ' ')),
        namespace: fc.constantFrom(undefined, 'x', '"quoted"', 'a.much.longer.name', '', "'s'   # note"),
        blank: fc.nat(2),
      })
      .map(({ comment, namespace, blank }) => [
        `# ${comment}`,
        'id: f',
        ...(namespace === undefined ? [] : [`namespace: ${namespace}`]),
        ...Array<string>(blank).fill(''),
        'marker: here',
      ]);
    fc.assert(
      fc.property(
        fc.array(document, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (documents, end, bom) => {
          const text = (bom ? '\uFEFF' : '') + documents.map((lines) => lines.join(end) + end).join(`---${end}`);
          const { flows, toAuthored } = forceNamespaceOnAll(parseFiles({ 'a.yml': text }), 'forced');
          for (const { authored, edited } of flows) {
            expect(edited.document.file.text.slice(edited.document.start).startsWith(edited.document.source)).toBe(
              true,
            );
            const at = (of: typeof edited) => {
              const start = of.document.source.indexOf('marker: here');
              return rangeOf(of.document, { start, end: start + 6 });
            };
            const finding = { severity: 'error', rule: 'r', message: '', origin: 'local', file: 'a.yml' } as const;
            expect(toAuthored({ ...finding, range: at(edited) }).range).toEqual(at(authored));
          }
        },
      ),
    );
  });
});
