import { anchorOf, ruleOf } from '../findings/rules/all-rules.js';
import type { Rule } from '../findings/rules/rule.js';
import type { RenderContext } from './model.js';

/**
 * Where a rule is explained; undefined for what is no rule of ours, or when nobody knows where the document
 * is.
 */
export function ruleUrl({ rulesUrl }: Pick<RenderContext, 'rulesUrl'>, id: string): string | undefined {
  return rulesUrl === undefined || ruleOf(id) === undefined ? undefined : `${rulesUrl}#${anchorOf(id)}`;
}

/** What a rule means and what to do, as Markdown, with an example where there is one. */
export function ruleHelp({ meaning, fix, example, fixed, by }: Rule): string {
  const yaml = (title: string, text: string): string => `${title}\n\n\`\`\`yaml\n${text}\`\`\``;
  return [
    meaning,
    `**What to do:** ${fix}`,
    ...(example === undefined || by?.answer !== undefined ? [] : [yaml('For example', example)]),
    ...(example === undefined || by?.answer !== undefined || fixed === undefined ? [] : [yaml('becomes', fixed)]),
  ].join('\n\n');
}
