import { UsageError } from '../errors.js';
import type { Input, InputTable, InputValues } from './input.js';

export interface InputReport<T extends InputTable> {
  readonly values: InputValues<T>;
  /** Remarks for the log, e.g. how a bare host was understood. */
  readonly notices: readonly string[];
}

/**
 * Reads all inputs of an action at once.
 * @param raw the text of an input as the runner gives it, "" when it is not set
 * @throws UsageError with every wrong input, not only the first
 */
export function readInputs<T extends InputTable>(table: T, raw: (name: string) => string): InputReport<T> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  const notices: string[] = [];
  for (const [name, input] of Object.entries(table)) {
    const text = raw(name).trim() || (input.mayBeEmpty ? '' : fallback(input));
    if (text === '') {
      if (input.required) problems.push(`\`${name}\` is required, but it is empty. Example: ${exampleOf(name, input)}`);
      continue;
    }
    const reading = input.reader.read(text);
    if ('problem' in reading) problems.push(wrong(name, input, text, reading.problem));
    else {
      values[name] = reading.value;
      if (reading.notice !== undefined) notices.push(reading.notice);
    }
  }
  if (problems.length > 0) throw new UsageError(problems, missingSecretHint(problems));
  return { values: values as InputValues<T>, notices };
}

/** Every text that must not appear in a log, before any of the inputs is judged. */
export function secretTexts(table: InputTable, raw: (name: string) => string): readonly string[] {
  return Object.entries(table)
    .filter(([, input]) => input.secret)
    .map(([name]) => raw(name))
    .filter((text) => text.trim() !== '');
}

/** An expression is the runner's to fill in: without a runner there is no value. */
function fallback(input: Input): string {
  const text = input.default ?? '';
  return text.startsWith('${{') ? '' : text;
}

function wrong(name: string, input: Input, text: string, problem: string): string {
  const shown = withoutSecrets(text.length > 200 ? `${text.slice(0, 200)}…` : text);
  const value = input.secret ? '' : ` "${shown}"`;
  return `\`${name}\`${value} ${problem}. Allowed: ${input.reader.allowed}. Example: ${exampleOf(name, input)}`;
}

/** An address may carry a password or a token in places that are not allowed: they are not repeated. */
function withoutSecrets(text: string): string {
  if (!/^[^\s]*(@|[?#][^\s]*=)/.test(text)) return text;
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/?#\s]*@/i, '$1***@').replace(/([?#]).*/s, '$1***');
}

function exampleOf(name: string, input: Input): string {
  return `\`${name}: ${input.example}\``;
}

function missingSecretHint(problems: readonly string[]): string | undefined {
  return problems.some((problem) => problem.includes('is required'))
    ? 'An input filled from `secrets` is empty when the secret does not exist, and in pull requests from forks, which get no secrets.'
    : undefined;
}
