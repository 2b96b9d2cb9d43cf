// The form of the facts about the official plugins, as far as they are read here: one class a line.

export interface FactClass {
  /** Class name. */
  readonly c: string;
  readonly k: string;
  readonly r: string;
  readonly of?: string;
  readonly x?: readonly string[];
  readonly core?: readonly string[];
  readonly p?: Readonly<Record<string, FactProperty>>;
  readonly no?: readonly string[];
  readonly ig?: readonly string[];
  readonly open?: 'any' | 'ignore';
  readonly a?: readonly string[];
  readonly d?: 1;
  readonly custom?: string | 1;
  readonly u?: { readonly by?: string; readonly types?: Readonly<Record<string, string>> };
  readonly v?: readonly string[];
  readonly va?: readonly string[];
  readonly otherwise?: string;
  readonly from?: readonly string[];
  readonly stale?: 1;
  readonly gap?: 1;
}

export interface FactProperty {
  /** Java type. */
  readonly t: string;
  readonly d?: 1;
  readonly a?: readonly string[];
  readonly of?: readonly string[];
  readonly custom?: string | 1;
  readonly single?: 1;
  /** No getter and no setter: Jackson refuses it. */
  readonly h?: 1;
  readonly setter?: 1;
}

/** What older releases had. */
export interface FactGone {
  readonly c: string;
  readonly k: string;
  readonly r: string;
  /** Absent: the class is still there. */
  readonly until?: string;
  /** Property or constant → last release. */
  readonly p?: Readonly<Record<string, string>>;
  readonly a?: Readonly<Record<string, string>> | readonly string[];
}

export interface FactRepository {
  readonly repo: string;
  readonly date?: string;
  readonly version?: string;
  readonly tag?: string;
}

export interface Facts {
  readonly classes: readonly FactClass[];
  readonly core: readonly (readonly FactClass[])[];
  readonly gone: readonly FactGone[];
  readonly repositories: readonly FactRepository[];
}
