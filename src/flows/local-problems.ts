import { identityOf } from './identity.js';
import { isJavaTrue } from './java-boolean.js';
import { entryOf, hasRepeatedKey, mappingsIn, valueOf } from './navigate.js';
import { positionAt } from './positions.js';
import type { Span } from './source.js';
import type { MappingNode, ParsedDocument } from './tree.js';

/** Something wrong with a document that needs no knowledge of Kestra's plugins. */
export interface LocalProblem {
  readonly rule:
    'duplicate-key' | 'identity-missing' | 'identity-not-text' | 'deleted-flow' | 'not-a-flow' | 'file-include';
  readonly message: string;
  readonly hint?: string;
  /** Default: an error. */
  readonly severity?: 'warning';
  readonly span: Span;
}

/** Duplicate keys, an `id` or `namespace` that is missing or no text, and a flow that deletes itself. */
export function findLocalProblems(parsed: ParsedDocument): readonly LocalProblem[] {
  const { root } = parsed;
  if (root.kind !== 'mapping') {
    const what = root.kind === 'sequence' ? 'a list' : 'a single value';
    const message = `This is ${what}, not a flow: a flow is a mapping with \`id\`, \`namespace\` and \`tasks\`.`;
    const key = root.kind === 'scalar' ? /^([A-Za-z]\w*):\S/.exec(root.text)?.[1] : undefined;
    const hint = key === undefined ? {} : { hint: `There is no blank behind the colon of \`${key}\`.` };
    return [{ rule: 'not-a-flow', message, ...hint, span: root.span }];
  }
  return [...findDuplicateKeys(parsed), ...identityProblems(root), ...selfDeletion(root)];
}

/** Nobody reads more of them; the rest is counted in one problem. */
const MAX_DUPLICATES = 100;

/**
 * Every repeated key, at the repetition. The server refuses such a flow when it is deployed, but not when it
 * is validated.
 */
function findDuplicateKeys({ root, document }: ParsedDocument): readonly LocalProblem[] {
  const problems: LocalProblem[] = [];
  let more = 0;
  let last: Span | undefined;
  for (const { node } of mappingsIn(root)) {
    if (!hasRepeatedKey(node)) continue;
    const first = new Map<string, Span>();
    for (const { key, keySpan } of node.entries) {
      const known = first.get(key);
      if (known === undefined) first.set(key, keySpan);
      else if (problems.length >= MAX_DUPLICATES) {
        more++;
        last ??= keySpan;
      } else {
        const { line } = positionAt(document.file, document.start + known.start);
        const message = `The key "${key}" stands here a second time; first at line ${line}. Kestra refuses to store such a flow.`;
        problems.push({ rule: 'duplicate-key', message, hint: 'Remove one of the two.', span: keySpan });
      }
    }
  }
  if (last === undefined) return problems;
  const message = `From here on ${more.toLocaleString('en')} more keys stand in their mapping a second time.`;
  return [...problems, { rule: 'duplicate-key', message, span: last }];
}

function identityProblems(root: MappingNode): readonly LocalProblem[] {
  const stored = identityOf(root);
  return (['id', 'namespace'] as const).flatMap((key): readonly LocalProblem[] => {
    const node = valueOf(root, key);
    const place = node ?? root.entries[0]?.value ?? root;
    if (node === undefined || (node.kind === 'scalar' && (node.value === null || node.value === ''))) {
      const message = `The flow has no \`${key}\`.`;
      const span = node === undefined ? (root.entries[0]?.keySpan ?? place.span) : node.span;
      return [{ rule: 'identity-missing', message, hint: `Add \`${key}: …\`.`, span }];
    }
    if (node.kind !== 'scalar') {
      return [{ rule: 'identity-not-text', message: `\`${key}\` must be text.`, span: node.span }];
    }
    if (typeof node.value === 'string') return [];
    const what = typeof node.value === 'boolean' ? 'a boolean' : 'a number';
    const isKept = stored[key] === node.text;
    const message = isKept
      ? `YAML 1.1 reads \`${key}: ${node.text}\` as ${what}, of which Kestra makes text again.`
      : `YAML 1.1 reads \`${key}: ${node.text}\` as ${what}: Kestra would store the flow as "${stored[key]}".`;
    return [
      {
        rule: 'identity-not-text',
        message,
        hint: `Put quotes around it: \`${key}: "${node.text}"\`.`,
        ...(isKept ? { severity: 'warning' } : {}),
        span: node.span,
      },
    ];
  });
}

/** Kestra 1.3 and 2.0 find nothing wrong with it, answer the write with 200, and the flow is gone. */
function selfDeletion(root: MappingNode): readonly LocalProblem[] {
  const entry = entryOf(root, 'deleted');
  if (!isJavaTrue(entry?.value)) return [];
  const message = 'Kestra deletes a flow that says `deleted: true` as soon as it is stored.';
  const hint = 'Remove the line. To delete the flow, remove it here and deploy with `prune: removed`.';
  return [{ rule: 'deleted-flow', message, hint, span: entry!.keySpan }];
}
