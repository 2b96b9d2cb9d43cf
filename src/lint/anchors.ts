import type { Span } from '../flows/source.js';
import { walk } from '../flows/navigate.js';
import type { FlowNode } from '../flows/tree.js';
import type { CheckContext } from '../rules/checks/check.js';
import type { RuleProblem } from '../rules/verdict.js';

/**
 * Anchors, aliases and merge keys: Kestra's parser resolves none of them, an alias is the text of its name.
 */
export function findAnchors({ root, source }: CheckContext): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  const add = (rule: string, span: Span, text: string, hint: string): void => {
    problems.push({ rule, severity: 'warning', text, target: { span }, hint, answer: 'none' });
  };
  const merged = new Set<FlowNode>();
  for (const { node } of walk(root)) {
    if (node.anchor !== undefined) {
      const text = `Kestra does not resolve anchors: &${node.anchor} has no effect.`;
      add('yaml-anchor', anchorSpan(source, node), text, WRITE_OUT);
    }
    if (node.kind === 'mapping') {
      for (const { key, keySpan, value } of node.entries) {
        if (key !== '<<' || source.slice(keySpan.start, keySpan.end) !== '<<') continue;
        add(
          'yaml-merge-key',
          keySpan,
          'Kestra does not merge mappings: "<<" is a property of this name to it.',
          WRITE_OUT,
        );
        merged.add(value);
        if (value.kind === 'sequence') for (const item of value.items) merged.add(item);
      }
    } else if (node.kind === 'scalar' && node.style === 'alias' && !merged.has(node)) {
      const text = `Kestra does not resolve aliases: *${node.text} is the text "${node.text}" to it.`;
      add('yaml-alias', node.span, text, WRITE_OUT);
    }
  }
  return problems;
}

const WRITE_OUT = 'Write the value out, or keep it in `variables` and refer to it by `{{ vars.… }}`.';

/** An anchor stands before its node, on the same line or one above. */
function anchorSpan(source: string, { anchor, span }: FlowNode): Span {
  const mark = `&${anchor}`;
  const start = source.lastIndexOf(mark, span.start);
  return start === -1 ? span : { start, end: start + mark.length };
}
