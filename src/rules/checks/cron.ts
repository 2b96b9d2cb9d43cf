import {
  CronError,
  type CronSyntax,
  type Field,
  fieldsOf,
  invalidChars,
  plainNumber,
  wholeNumber,
} from './cron-fields.js';

const NICKNAMES = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** Why the server refuses a cron expression, in the words of its cron library; undefined when it takes it. */
export function cronProblem(expression: string, syntax: CronSyntax = {}): string | undefined {
  const key = `${syntax.withSeconds ?? false} ${syntax.lastDay ?? false} ${expression}`;
  if (known.has(key)) return known.get(key);
  const problem = findProblem(expression, syntax);
  if (known.size === MOST_KNOWN) known.clear();
  if (key.length <= LONGEST_KNOWN) known.set(key, problem);
  return problem;
}

/** The flows of a project repeat their schedules. */
const known = new Map<string, string | undefined>();
const MOST_KNOWN = 1000;
/** Nobody writes a longer one twice. */
const LONGEST_KNOWN = 200;

function findProblem(expression: string, syntax: CronSyntax): string | undefined {
  try {
    parse(expression, fieldsOf(syntax));
    return undefined;
  } catch (error) {
    if (error instanceof CronError) return error.message;
    throw error;
  }
}

function parse(expression: string, fields: readonly Field[]): void {
  const text = expression.replace(/[ \t\n\v\f\r]+/g, ' ').trim();
  if (text === '') throw new CronError('Empty expression!');
  if (text.startsWith('@')) {
    if (NICKNAMES.includes(text)) return;
    if (text === '@reboot') throw new CronError('Nickname @reboot not supported!');
  }
  if (/^[|]+$/.test(text)) throw new CronError('List of Cron cannot be null or empty');
  if (text.includes('||')) return javaSplit(text, '||').forEach((part) => parse(part, fields));
  if (text.includes('|')) return parseAlternatives(text, fields);
  const parts = text.toUpperCase().split(' ');
  const trailing = parts.find((part) => part.endsWith(','));
  if (trailing !== undefined) {
    throw new CronError(`Invalid field value! Trailing commas not permitted! '${trailing}'`);
  }
  if (parts.length !== fields.length) {
    throw new CronError(`Cron expression contains ${parts.length} parts but we expect one of [${fields.length}]`);
  }
  const read = parts.map((part, index) => inField(() => new FieldReader(fields[index]!).read(part)));
  for (const { validate } of read) inField(validate);
}

/** "0|30 9|10 * * *" stands for two expressions. */
function parseAlternatives(text: string, fields: readonly Field[]): void {
  const parts = text.split(' ').map((part) => javaSplit(part, '|'));
  const count = Math.max(...parts.map((part) => part.length));
  // The library itself breaks where an alternative is missing, and says nothing that an author could use.
  if (parts.some((part) => part.length !== 1 && part.length < count)) throw new CronError('Missing alternatives');
  for (let index = 0; index < count; index++)
    parse(parts.map((part) => part[index] ?? part[0] ?? '').join(' '), fields);
}

/** Java's `split` drops empty parts at the end. */
function javaSplit(text: string, separator: string): readonly string[] {
  const parts = text.split(separator);
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

function inField<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof CronError) error.message = `Failed to parse cron expression. ${error.message}`;
    throw error;
  }
}

/** One part of a field, read but not yet judged. */
interface Part {
  /** As the library prints it. */
  readonly text: string;
  readonly validate: () => void;
}

/** Reads one field. The library judges numbers and letters only when all fields could be read. */
class FieldReader {
  readonly #field: Field;

  constructor(field: Field) {
    this.#field = field;
  }

  read(given: string): Part {
    const day = this.#field.sevenIsZero && given.endsWith('L') ? this.#named(given.slice(0, -1)) : undefined;
    return this.#expression(day === undefined ? given : `${day}L`);
  }

  #part(text: string, validate: () => void = () => undefined): Part {
    return {
      text,
      validate: () => {
        const left = this.#left(text);
        if (left !== '') throw new CronError(invalidChars(text, left));
        validate();
      },
    };
  }

  #expression(text: string): Part {
    if (!/[,\-/]/.test(text)) {
      if (text.includes('?')) throw new CronError(`Invalid expression: ${text}`);
      return this.#single(text);
    }
    const list = javaSplit(text, ',');
    if (list.length > 1) {
      const parts = list.map((part) => this.#expression(part));
      return this.#part(parts.map((part) => part.text).join(','), () => parts.forEach(({ validate }) => validate()));
    }
    const range = javaSplit(text, '-');
    if (text.includes('-') && range.length !== 2) throw new CronError(`Missing values for range: ${text}`);
    if (range.length === 1) return this.#steps(text);
    const [from, to] = range as [string, string];
    if (from !== 'L') return this.#between(from, to);
    const before = this.#number(to);
    return this.#part(`L-${before}`, () => this.#inRange(before));
  }

  #steps(text: string): Part {
    const parts = javaSplit(text, '/');
    if (parts.length === 1) throw new CronError(`Missing steps for expression: ${text}`);
    if (parts.length !== 2) throw new CronError(`Invalid expression: ${text}`);
    const [start, step] = parts as [string, string];
    if (start === '*' && step === '1') return this.#single(start);
    const from = start === '*' || start === '' ? undefined : this.#number(start);
    const every = plainNumber(step);
    return this.#part(`${from ?? '*'}/${every}`, () => {
      if (from !== undefined) this.#inRange(from);
      this.#period(every);
    });
  }

  #between(from: string, to: string): Part {
    if (from === '' || to === '') {
      const range = `${from}-${to}`;
      throw new CronError(
        `Invalid expression! Expression: ${range} does not describe a range. Negative numbers are not allowed.`,
      );
    }
    const [end = '', step] = javaSplit(to, '/');
    const [low, high] = [this.#edge(from), this.#edge(end)];
    if (to.includes('/') && step === undefined) throw new CronError(`Missing steps for expression: ${from}-${to}`);
    const every = step === undefined ? undefined : this.#number(step);
    const range = this.#part(`${low}-${high}`, () => {
      for (const edge of [low, high]) if (typeof edge === 'number') this.#inRange(edge);
      if ([low, high].some((edge) => typeof edge === 'string' && edge !== 'L')) {
        throw new CronError("No special characters allowed in range, except for 'L'");
      }
      if (typeof low === 'number' && typeof high === 'number' && low > high) {
        throw new CronError(`Invalid range! [${low},${high}]`);
      }
    });
    if (every === undefined) return range;
    return this.#part(`${range.text}/${every}`, () => {
      range.validate();
      this.#period(every);
    });
  }

  #edge(text: string): number | string {
    return ['L', 'W', 'LW', '#'].includes(text) ? text : this.#toInt(text);
  }

  #single(text: string): Part {
    if (text === '*') return this.#part(text);
    if (text.includes('#')) throw new CronError(`Invalid expression: ${text}`);
    if (text.includes('LW')) {
      const rest = text.replaceAll('LW', '');
      if (rest !== '') throw new CronError(`Expected: LW, found: ${rest}`);
      return this.#part('LW');
    }
    const marked = text === 'L' || /\dL/.test(text) ? 'L' : /\dW/.test(text) ? 'W' : '';
    const digits = text.replaceAll(marked, '');
    if (marked !== '' && digits === '') return this.#part(marked);
    const number = this.#number(digits);
    return this.#part(`${number}${marked}`, () => this.#inRange(number));
  }

  #number(text: string): number {
    const number = this.#toInt(text);
    return this.#field.sevenIsZero && number === 7 ? 0 : number;
  }

  #toInt(text: string): number {
    const number = this.#named(text) ?? wholeNumber(text);
    if (number === undefined) throw new CronError(invalidChars(text, this.#left(text)));
    return number;
  }

  #named(text: string): number | undefined {
    const index = this.#field.names?.indexOf(text) ?? -1;
    return index < 0 ? undefined : index + (this.#field.first ?? 0);
  }

  /** What is left of an expression when everything that may stand in a field is taken away. */
  #left(text: string): string {
    const bare = text.replace(/[#?/*0-9]/g, '');
    const words = [...(this.#field.names ?? []), ...(this.#field.last ? ['L'] : [])];
    const rest = words.length === 0 ? bare : bare.replace(new RegExp(`\\b(${words.join('|')})\\b`, 'g'), '');
    return rest.replace(/[\s,-]+/g, '');
  }

  #inRange(value: number): void {
    const { min, max } = this.#field;
    if (value < min || value > max) throw new CronError(`Value ${value} not in range [${min}, ${max}]`);
  }

  #period(value: number): void {
    const { min, max } = this.#field;
    if (value > 0 && value <= max - min + 1 && value <= max) return;
    throw new CronError(`Period ${value} not in range [${min}, ${max}]`);
  }
}
