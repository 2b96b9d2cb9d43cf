import * as core from '@actions/core';
import type { Annotation } from '../report/annotations.js';
import { loggable } from './log-text.js';
import { maskForms } from './masks.js';

/**
 * By name: whoever takes the toolkit as an object takes all of it, with an HTTP client that every start would
 * load.
 */
const COMMANDS = { error: core.error, warning: core.warning, notice: core.notice } as const;

/** The GitHub runner as the actions use it: inputs, log, masks, annotations, outputs, summary, verdict. */
export class Runner {
  /** The text of an input; "" when it is not set. */
  input(name: string): string {
    return core.getInput(name);
  }

  /** Keeps these texts, and the forms they take on their way, out of the log from here on. */
  mask(texts: readonly string[]): void {
    for (const form of new Set(texts.flatMap(maskForms))) core.setSecret(form);
  }

  /** One or more lines; nothing in them becomes a workflow command. */
  info(text: string): void {
    core.info(loggable(text));
  }

  /** Shown when the job runs with debug logging. */
  debug(text: string): void {
    core.debug(loggable(text));
  }

  /** Lines under a heading that can be folded. */
  group(title: string, lines: readonly string[]): void {
    this.open(title);
    for (const line of lines) this.info(line);
    this.close();
  }

  open(title: string): void {
    core.startGroup(loggable(title).replaceAll('\n', ' '));
  }

  close(): void {
    core.endGroup();
  }

  annotate(annotations: readonly Annotation[]): void {
    for (const { severity, message, title, ...place } of annotations) {
      COMMANDS[severity](loggable(message), { ...place, title: loggable(title) });
    }
  }

  warning(text: string): void {
    core.warning(loggable(text));
  }

  outputs(values: Readonly<Record<string, string | number | boolean>>): void {
    for (const [name, value] of Object.entries(values)) core.setOutput(name, String(value));
  }

  /** Appends to the job summary; where there is none (outside of GitHub, old servers), nothing happens. */
  async summary(markdown: string): Promise<void> {
    if (!process.env['GITHUB_STEP_SUMMARY']) return;
    try {
      await core.summary.addRaw(markdown, true).write();
    } catch (error) {
      this.warning(`The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** The step fails; the message is the last thing in the log. */
  fail(message: string): void {
    core.error(loggable(message));
    process.exitCode = 1;
  }
}
