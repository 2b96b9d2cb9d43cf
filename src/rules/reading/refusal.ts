import type { ProblemTarget } from '../verdict.js';
import type { FlowNode, ScalarNode, YamlPath } from '../../flows/tree.js';
import { javaDouble } from '../../flows/java-double.js';
import type { ChainStep } from './values.js';

/** The mapper stops at the first thing that it cannot read. Thrown inside `reading`, never outside of it. */
export class Refusal extends Error {
  readonly rule: string;
  readonly target: ProblemTarget;
  /** How the message is dressed: as it is, with position and reference chain, or with the chain alone. */
  readonly form: 'plain' | 'located' | 'chained';
  private readonly steps: ChainStep[] = [];

  constructor(form: Refusal['form'], rule: string, message: string, target: ProblemTarget) {
    super(message);
    this.form = form;
    this.rule = rule;
    this.target = target;
  }

  /** Puts a step in front of the reference chain, as Jackson does on its way up. */
  within(step: ChainStep): this {
    this.steps.unshift(step);
    return this;
  }

  /** The whole of `constraints`. */
  constraints(): string {
    const chain = this.steps.length === 0 ? '' : ` (through reference chain: ${this.steps.join('->')})`;
    switch (this.form) {
      case 'plain':
        return `Validation error: ${this.message}`;
      case 'chained':
        return `${MAPPING}${this.message}${chain}`;
      case 'located':
        return `${MAPPING}${this.message}${UNKNOWN_POSITION}${chain} (at line -1)`;
    }
  }

  /** The same for what is read outside of the flow's own mapping, where every failure is dressed alike. */
  unable(): string {
    const chain = this.steps.length === 0 ? '' : ` (through reference chain: ${this.steps.join('->')})`;
    return `Unable to validate the flow: ${this.message}${this.form === 'chained' ? '' : UNKNOWN_POSITION}${chain}`;
  }
}

const MAPPING = 'Validation error: Illegal flowwithsource source: YAML parsing error: ';
const UNKNOWN_POSITION = '\n at [Source: UNKNOWN; byte offset: #UNKNOWN]';

/** A problem at the value of a path. */
export function atValue(path: YamlPath): ProblemTarget {
  return { path, part: 'value' };
}

/** A problem at the key that a path ends with. */
export function atKey(path: YamlPath): ProblemTarget {
  return { path, part: 'key' };
}

/** `Cannot deserialize value of type …` in its plain form. */
export function wrongShape(java: string, node: FlowNode, path: YamlPath): Refusal {
  return located('wrong-type', `Cannot deserialize value of type \`${java}\` from ${token(node)}`, path);
}

/** A refusal that is reported with its position and its reference chain. */
export function located(rule: string, message: string, path: YamlPath): Refusal {
  return new Refusal('located', rule, message, atValue(path));
}

/** A refusal that is reported with its reference chain alone. */
export function bare(rule: string, message: string, path: YamlPath): Refusal {
  return new Refusal('chained', rule, message, atValue(path));
}

/** How Jackson names the token of a value. */
export function token(node: FlowNode): string {
  if (node.kind === 'mapping') return 'Object value (token `JsonToken.START_OBJECT`)';
  if (node.kind === 'sequence') return 'Array value (token `JsonToken.START_ARRAY`)';
  return `${SCALAR_NAMES[scalarToken(node)]} value (token \`JsonToken.${scalarToken(node)}\`)`;
}

const SCALAR_NAMES = {
  VALUE_STRING: 'String',
  VALUE_NUMBER_INT: 'Integer',
  VALUE_NUMBER_FLOAT: 'Floating-point',
  VALUE_TRUE: 'Boolean',
  VALUE_FALSE: 'Boolean',
  VALUE_NULL: 'Null',
} as const;

/** Jackson's token for a scalar. */
export function scalarToken(node: ScalarNode): keyof typeof SCALAR_NAMES {
  const value = scalarValue(node);
  if (value === null) return 'VALUE_NULL';
  if (typeof value === 'string') return 'VALUE_STRING';
  if (typeof value === 'boolean') return value ? 'VALUE_TRUE' : 'VALUE_FALSE';
  return typeof value === 'number' && node.float === true ? 'VALUE_NUMBER_FLOAT' : 'VALUE_NUMBER_INT';
}

/** A scalar's value; nothing behind a key is the empty string. */
export function scalarValue(node: ScalarNode): ScalarNode['value'] {
  return node.style === 'absent' ? '' : node.value;
}

/** A scalar as Java's `toString` gives it. */
export function scalarText(node: ScalarNode): string {
  const value = scalarValue(node);
  return typeof value === 'number' && node.float === true ? javaDouble(value) : String(value);
}
