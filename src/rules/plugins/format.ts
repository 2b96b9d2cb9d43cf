import type { ClassKind, Shape, Union } from '../catalogue/format.js';

/** The generated catalogue of plugins outside the core; README.md beside this file explains every part. */
export interface PluginFile {
  readonly meta: { readonly format: 1; readonly date: string; readonly from: string };
  /** What the classes come from; PluginClass.of points in here. */
  readonly sources: readonly PluginSource[];
  readonly shapes: readonly Shape[];
  /** By class name, sorted. */
  readonly classes: Readonly<Record<string, PluginClass>>;
  /** Old type name → class name. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly unions: Readonly<Record<string, Union>>;
  /** Types that older releases had. */
  readonly gone: Readonly<Record<string, GoneType>>;
}

/** A plugin at one version. */
export interface PluginSource {
  readonly name: string;
  readonly version?: string;
  /** Day of the newest change that is in here, e.g. "2026-08-19". */
  readonly date?: string;
}

export interface PluginClass {
  /** "unknown": only the name is known, of a task or a trigger. */
  readonly kind: ClassKind | 'unknown';
  /** Index in sources. */
  readonly of: number;
  /** Superclass, of this file or of the core; its properties are inherited. */
  readonly extends?: string;
  /** Cannot stand in `type:`. */
  readonly abstract?: 1;
  /** Inherited properties that are none here. */
  readonly without?: readonly string[];
  /** Own properties → index in shapes. */
  readonly props?: Readonly<Record<string, number>>;
  /** "any": further properties are kept, or nobody knows them all; "ignore": dropped. Absent: refused. */
  readonly open?: 'any' | 'ignore';
  readonly ignored?: readonly string[];
  /** Further names of properties: alias → property. */
  readonly names?: Readonly<Record<string, string>>;
  readonly deprecated?: 1;
  /** Properties that a server's schema calls required. */
  readonly required?: readonly string[];
  /** Properties that older releases had → the last release with them. */
  readonly had?: Readonly<Record<string, string>>;
}

export interface GoneType {
  /** Index in sources. */
  readonly of: number;
  /** The last release that had it. */
  readonly until: string;
  /** The type to use now. */
  readonly instead?: string;
}
