import type { SourceRange } from '../flows/source.js';

export type Severity = 'error' | 'warning' | 'notice';

/**
 * One thing to tell the author of a flow. Plain data: rendered as log line, annotation, summary, comment,
 * SARIF.
 */
export interface Finding {
  readonly severity: Severity;
  /** Stable name, kebab case: "syntax", "unknown-property", "duplicate-key", … */
  readonly rule: string;
  /** One or two sentences for people. May hold text of YAML or of the server: every renderer escapes it. */
  readonly message: string;
  /** What to do, when the message does not already say it. */
  readonly hint?: string;
  /** The server's own words, when `message` rewrites them. */
  readonly original?: string;
  /** local: our checks of files; offline: rules in Kestra's stead; server: what Kestra reports. */
  readonly origin: 'local' | 'offline' | 'server';
  /** Relative to the workspace, with "/". */
  readonly file: string;
  readonly range?: SourceRange;
  /** Key of the flow it is about, when known. */
  readonly flow?: { readonly namespace: string; readonly id: string };
  /**
   * The line of an earlier problem of the document at which Kestra stops before it comes to this: what was
   * judged beyond, as if that were mended.
   */
  readonly afterLine?: number;
  /** 0-based document of the file, when the file has several. */
  readonly document?: number;
}
