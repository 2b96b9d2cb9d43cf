/** A repository whose root is a folder of the workspace. */
export interface RepositoryPlace {
  /** With "/"; "" for the workspace itself. */
  readonly folder: string;
  /** Address of its page. */
  readonly url?: string;
  readonly sha?: string;
}
