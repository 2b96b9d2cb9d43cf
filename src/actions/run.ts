import type { Finding } from '../findings/finding.js';
import type { FlowFile } from '../flows/source.js';
import type { GitHubContext } from '../github/context.js';
import type { Runner } from '../github/runner.js';
import type { KestraServer } from '../report/model.js';

/** The server of a run, with its address: for log and summary only, never for comment and report. */
export interface ConnectedServer extends KestraServer {
  readonly url: string;
}

/** What is known about a run while it goes on: a run that fails in the middle is reported with it. */
export class Run {
  readonly startedAt = new Date();
  /** Requests sent to Kestra, repeats included. */
  requests = 0;
  /** Known once the connection is set up. */
  kestra: ConnectedServer | undefined;
  /** Remarks for the reader of log and report. */
  readonly notices: string[] = [];
  /** Where findings are; the renderers show excerpts. */
  readonly sources = new Map<string, string>();
  findings: readonly Finding[] = [];
  readonly #started = performance.now();
  readonly #atEnd: (() => Promise<void>)[] = [];

  constructor(
    readonly runner: Runner,
    readonly context: GitHubContext,
    /** Fires when the runner wants the job to stop: no new write starts then. */
    readonly stop: AbortSignal,
    /** Fires when there is no time left for undoing what was done. */
    readonly undoUntil: AbortSignal,
  ) {}

  get durationMs(): number {
    return Math.round(performance.now() - this.#started);
  }

  /** Shows a remark in the log and keeps it for the report. */
  notice(text: string, { annotate = false } = {}): void {
    this.notices.push(text);
    if (annotate) this.runner.annotate([{ severity: 'notice', title: 'Kestra', message: text }]);
    else this.runner.info(text);
  }

  /** The same for something that is probably not meant so: GitHub shows it on the run as well. */
  warning(text: string): void {
    this.notices.push(text);
    this.runner.warning(text);
  }

  /** Keeps the texts of files with findings. */
  keepSources(files: readonly FlowFile[]): void {
    const wanted = new Set(this.findings.map(({ file }) => file));
    for (const { path, text } of files) if (wanted.has(path)) this.sources.set(path, text);
  }

  /** What has to be closed when the run is over. */
  atEnd(close: () => Promise<void>): void {
    this.#atEnd.push(close);
  }

  async end(): Promise<void> {
    await Promise.allSettled(this.#atEnd.map((close) => close()));
  }
}
