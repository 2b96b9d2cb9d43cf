/** The format of the generated catalogue files; README.md beside this file explains every part. */
export interface CatalogueFile {
  readonly meta: { readonly format: 1; readonly kestra: string; readonly from: readonly string[] };
  readonly shapes: readonly Shape[];
  readonly classes: Readonly<Record<string, ClassEntry>>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly unions: Readonly<Record<string, Union>>;
}

export type ClassKind =
  | 'flow'
  | 'task'
  | 'trigger'
  | 'condition'
  | 'taskRunner'
  | 'logExporter'
  | 'asset'
  | 'assetExporter'
  | 'plugin'
  | 'model';

export interface ClassEntry {
  readonly kind: ClassKind;
  readonly props: Readonly<Record<string, number>>;
  readonly open?: 'any' | 'ignore';
  readonly as?: string;
  readonly ignored?: readonly string[];
  readonly names?: Readonly<Record<string, string>>;
  readonly from?: readonly ('string' | 'int' | 'number' | 'boolean')[];
  readonly deprecated?: 1;
  readonly is?: readonly ('runnable' | 'flowable' | 'executable')[];
  readonly checks?: readonly Constraint[];
  readonly derived?: Readonly<Record<string, { readonly c?: readonly Constraint[]; readonly v?: 1 }>>;
  readonly reader?: string;
}

export interface Shape {
  readonly t: TypeSpec;
  readonly j?: string;
  readonly o?: 1;
  readonly d?: 1;
  readonly c?: readonly Constraint[];
  readonly v?: 1;
}

export type ConstraintParams = Readonly<Record<string, string | number | boolean>>;
export type Constraint = readonly [name: string, message: string, params?: ConstraintParams];

export type TypeSpec =
  | { readonly k: 'string' | 'any' }
  | NumberSpec
  | { readonly k: 'boolean'; readonly java?: string }
  | { readonly k: 'duration' | 'date' | 'uri' | 'scalar'; readonly java: string }
  | EnumSpec
  | ListSpec
  | MapSpec
  | { readonly k: 'object'; readonly class: string }
  | { readonly k: 'plugin' | 'union'; readonly base: string }
  | { readonly k: 'property'; readonly of: TypeSpec; readonly c?: readonly Constraint[]; readonly v?: 1 }
  | {
      readonly k: 'custom';
      readonly java: string;
      readonly reader: string;
      readonly c?: readonly Constraint[];
      readonly v?: 1;
    };

export interface NumberSpec {
  readonly k: 'int' | 'long' | 'double' | 'float';
  readonly java?: string;
}

export interface EnumSpec {
  readonly k: 'enum';
  readonly java: string;
  readonly values: readonly string[];
  readonly ci?: 1;
  readonly unknown?: string;
}

export interface ListSpec {
  readonly k: 'list';
  readonly java: string;
  readonly of: TypeSpec;
  readonly c?: readonly Constraint[];
  readonly v?: 1;
}

export interface MapSpec {
  readonly k: 'map';
  readonly java: string;
  readonly key: TypeSpec;
  readonly of: TypeSpec;
  readonly c?: readonly Constraint[];
  readonly v?: 1;
}

export interface Union {
  readonly by?: string;
  readonly types: Readonly<Record<string, string>>;
  readonly otherwise?: string;
}
