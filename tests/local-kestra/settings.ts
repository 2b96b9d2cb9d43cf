import { ruleSetFor } from '../../src/rules/versions.js';
import type { RuleSetName } from '../../src/rules/verdict.js';
import { lineOf, type Line } from './line.js';
import type { LocalKestraOptions } from './options.js';

/** The options with all defaults, and what follows from them. */
export interface Settings extends Required<LocalKestraOptions> {
  readonly rules: RuleSetName;
  readonly line: Line;
  /** 2.0 or newer. */
  readonly isTwo: boolean;
  /** 2.0 as released, not its web layer of July 2026. */
  readonly isReleasedTwo: boolean;
}

export function settingsOf(options: LocalKestraOptions): Settings {
  const version = options.version ?? '1.3.25';
  const rules = ruleSetFor(version);
  const isTwo = rules === '2.0';
  const errorFormat = options.errorFormat ?? (isTwo ? 'problem' : 'json-error');
  return {
    version,
    rules,
    line: lineOf(version),
    isTwo,
    errorFormat,
    isReleasedTwo: isTwo && errorFormat === 'problem',
    edition: options.edition ?? 'OSS',
    user: options.user ?? 'admin@kestra.io',
    password: options.password ?? 'Kestra-1',
    tokens: options.tokens ?? [],
    tenants: options.tenants ?? ['main'],
    denied: options.denied ?? [],
    contextPath: (options.contextPath ?? '').replace(/\/+$/, ''),
    latencyMs: options.latencyMs ?? 0,
    fileWriteMs: options.fileWriteMs ?? 5,
    faults: options.faults ?? [],
    deadlyPut: options.deadlyPut ?? true,
    otherPlugins: options.otherPlugins ?? 'refuse',
  };
}
