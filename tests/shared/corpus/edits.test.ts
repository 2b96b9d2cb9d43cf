import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { planEdits } from '../../../src/deploy-flows/edits.js';
import { disableFlowEdits, isDisabled } from '../../../src/flows/edit-disabled.js';
import { splitDocuments } from '../../../src/flows/documents.js';
import { identityOf } from '../../../src/flows/identity.js';
import { valueOf } from '../../../src/flows/navigate.js';
import { parseFlow } from '../../../src/flows/parse-flow.js';
import { quickIdentity } from '../../../src/flows/quick-identity.js';
import { findReferences } from '../../../src/flows/references.js';
import { applyEdits, inOrder, type TextEdit } from '../../../src/flows/text-edit.js';
import type { FlowNode, MappingNode, ParsedDocument } from '../../../src/flows/tree.js';

const CORPUS = new URL('../../../../shared/corpus/', import.meta.url);
const documents = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ya?ml$/.test(name))
  .sort()
  .flatMap((path) => splitDocuments({ path, text: readFileSync(new URL(path, CORPUS), 'utf8') }));
const flows = documents
  .map(parseFlow)
  .filter((flow): flow is ParsedDocument & { root: MappingNode } => flow.ok && flow.root.kind === 'mapping');

test('there are flows enough, with triggers and with references', () => {
  expect(flows.length).toBeGreaterThan(400);
  expect(flows.filter(({ root }) => valueOf(root, 'triggers') !== undefined).length).toBeGreaterThan(50);
  expect(flows.filter(({ root }) => findReferences(root).literal.length > 0).length).toBeGreaterThan(20);
});

type Values = { readonly [key: string]: unknown };

/** The plain values, with the keys in their order. */
function plain(node: FlowNode): unknown {
  if (node.kind === 'scalar') return typeof node.value === 'bigint' ? String(node.value) : node.value;
  if (node.kind === 'sequence') return node.items.map(plain);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, plain(entry.value)]));
}

/** The flow after its edits: what they leave is there byte for byte, and between them nothing else is. */
function edited(flow: ParsedDocument, edits: readonly TextEdit[]): ParsedDocument {
  const { source } = flow.document;
  const after = applyEdits(source, edits);
  let shift = 0;
  let last = 0;
  for (const { start, end, text } of inOrder(edits)) {
    expect(after.slice(last + shift, start + shift)).toBe(source.slice(last, start));
    expect(after.slice(start + shift, start + shift + text.length)).toBe(text);
    shift += text.length - (end - start);
    last = end;
  }
  expect(after.slice(last + shift)).toBe(source.slice(last));
  const parsed = parseFlow({ ...flow.document, source: after, file: { path: '', text: after }, start: 0 });
  if (!parsed.ok) throw new Error(`${flow.document.file.path}: ${JSON.stringify(parsed.problem)}`);
  return parsed;
}

/** The values of a flow in which the namespace of every reference to `key` is another one. */
function renamed(values: unknown, key: string, to: string): unknown {
  if (Array.isArray(values)) return values.map((item) => renamed(item, key, to));
  if (typeof values !== 'object' || values === null) return values;
  const all = values as Values;
  const refers = `${String(all['namespace'])}/${String(all['flowId'])}` === key;
  return Object.fromEntries(
    Object.entries(all).map(([name, item]) => [name, name === 'namespace' && refers ? to : renamed(item, key, to)]),
  );
}

describe.each(flows.map((flow) => [`${flow.document.file.path} ${flow.document.index}`, flow] as const))(
  '%s',
  (_name, flow) => {
    const values = plain(flow.root) as Values;

    test('goes to another namespace', () => {
      const once = edited(flow, planEdits([flow], { namespace: 'other.place' }).edits.get(flow) ?? []);
      const { namespace, id } = identityOf(flow.root);
      // A flow that starts itself goes on doing so.
      const moved = renamed(values, `${namespace}/${id}`, 'other.place') as Values;
      expect(plain(once.root)).toEqual({ ...moved, namespace: 'other.place' });
      expect(planEdits([once], { namespace: 'other.place' }).edits.size).toBe(0);
    });

    test('goes below a prefix, with the flows that it names', () => {
      const { namespace } = identityOf(flow.root);
      const other = findReferences(flow.root).literal.find(({ namespaceNode }) => namespaceNode !== undefined);
      const text = other && `id: ${JSON.stringify(other.id)}\nnamespace: ${JSON.stringify(other.namespace)}\n`;
      const target = text === undefined ? [] : [parseFlow(splitDocuments({ path: 'target.yml', text })[0]!)];
      const { edits, templated } = planEdits([flow, ...target], { namespacePrefix: 'stage' });
      const after = edited(flow, edits.get(flow) ?? []);
      const expected =
        other === undefined ? values : renamed(values, `${other.namespace}/${other.id}`, `stage.${other.namespace}`);
      expect(plain(after.root)).toEqual(
        namespace ? { ...(expected as Values), namespace: `stage.${namespace}` } : expected,
      );
      expect(templated).toHaveLength(findReferences(flow.root).templated.length);
    });

    test('gets its triggers disabled', () => {
      const { edits, findings } = planEdits([flow], { disableTriggers: true });
      if (findings.length > 0)
        return expect(findings.map(({ rule }) => rule)).toEqual(findings.map(() => 'edit-refused'));
      const after = edited(flow, edits.get(flow) ?? []);
      const triggers = values['triggers'];
      const disabled = (trigger: unknown) =>
        typeof trigger === 'object' && trigger !== null ? { ...trigger, disabled: true } : trigger;
      expect(plain(after.root)).toEqual(
        Array.isArray(triggers) ? { ...values, triggers: triggers.map(disabled) } : values,
      );
      expect(planEdits([after], { disableTriggers: true }).edits.size).toBe(0);
    });

    test('is disabled', () => {
      const { edits, refusals } = disableFlowEdits(flow);
      expect(refusals).toEqual([]);
      const after = edited(flow, edits);
      expect(isDisabled(after.root)).toBe(true);
      expect(plain(after.root)).toEqual({ ...values, disabled: true });
      expect(disableFlowEdits(after).edits).toEqual([]);
    });

    test('is known without parsing by the same name', () => {
      expect(quickIdentity(flow.document)).toEqual(identityOf(flow.root));
    });
  },
);
