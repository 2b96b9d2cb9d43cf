import type { RuleSetName, ServerVerdict } from '../../rules/verdict.js';
import type { Severity } from '../finding.js';

/** How a rule is explained to people: in docs/rules.md, in the summary, in code scanning. */
export interface Rule {
  /** What a finding of it means. Markdown, one or two sentences. */
  readonly meaning: string;
  /** What to do about it. Markdown, one sentence. */
  readonly fix: string;
  /** The worst that a finding of it can be. */
  readonly severity: Severity;
  /** Since which Kestra there is such a rule, or up to which; absent: in all that are known. */
  readonly versions?: string;
  /** A whole file that triggers this rule and no other. */
  readonly example?: string;
  /** The same, with nothing to report. */
  readonly fixed?: string;
  /** Rules that the example cannot help triggering as well. */
  readonly also?: readonly string[];
  /** How the example is judged. Default: offline, by the rules of 1.3. */
  readonly by?: Circumstances;
}

export interface Circumstances {
  readonly rules?: RuleSetName;
  /** Only a server says it: this is what one answers about the example. */
  readonly answer?: Omit<ServerVerdict, 'outdated'> & { readonly outdated?: boolean };
  /** A server is asked which namespace files it has: it has these, in every namespace. */
  readonly namespaceFiles?: readonly string[];
  /** What is wrong with a file that no text can show. */
  readonly unreadable?: Readonly<Record<string, string | number>> & { readonly problem: string };
  /** More levels than can be shown. */
  readonly tooDeep?: true;
}

/** A flow with this below its identity. */
export function flow(below: string): string {
  return `id: hello\nnamespace: company.team\n${below}`;
}

/** A flow with a task that logs, and this below. */
export function logging(below: string): string {
  return flow(`tasks:\n  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: Hello\n${below}`);
}

export const PLAIN = logging('');
