/** What a reader makes of an input's text: a value, or what is wrong with it. */
export type Reading<T> = { readonly value: T; readonly notice?: string } | { readonly problem: string };

/** How the text of an input becomes a value. */
export interface InputReader<T> {
  /** For documentation: "boolean", "URL", "globs, one per line" … */
  readonly kind: string;
  /** What is allowed, for the error message: "true or false". */
  readonly allowed: string;
  /** @param text trimmed and not empty */
  read(text: string): Reading<T>;
}

/** One input of an action: the row of its table in action.yml, README and code. */
export interface Input<T = unknown> {
  readonly reader: InputReader<T>;
  /** Markdown, one or two sentences. */
  readonly description: string;
  readonly example: string;
  /**
   * Used when the input is absent or empty; text as a user would write it. An expression such as `${{
   * github.token }}` is filled in by the runner.
   */
  readonly default?: string;
  readonly required?: true;
  /** An empty text is a value of its own, "none", and not what is absent: the runner fills the default in. */
  readonly mayBeEmpty?: true;
  /** Its value is masked in the log and never repeated in a message. */
  readonly secret?: true;
}

export type InputTable = Readonly<Record<string, Input>>;

/** The values of a table: `undefined` for an input that is empty and has no default. */
export type InputValues<T extends InputTable> = {
  readonly [K in keyof T]: T[K] extends Input<infer V> ? (T[K] extends Certain ? V : V | undefined) : never;
};

type Certain = { readonly default: string; readonly mayBeEmpty?: never } | { readonly required: true };

/** One output of an action. */
export interface Output {
  readonly description: string;
}

/** Everything that action.yml says about an action. */
export interface ActionSpec<I extends InputTable = InputTable> {
  readonly name: 'validate-flows' | 'deploy-flows' | 'deploy-namespace-files';
  readonly title: string;
  readonly description: string;
  readonly icon: string;
  readonly inputs: I;
  readonly outputs: Readonly<Record<string, Output>>;
}
