/** Where a type went that Kestra's core once had and a plugin has now. */
export interface MovedType {
  /** The plugin that has it still, deprecated. */
  readonly plugin: string;
  /** What to write now. */
  readonly instead: string;
}

const script = (plugin: string, language: string): MovedType => ({
  plugin: `plugin-script-${plugin}`,
  instead: `io.kestra.plugin.scripts.${language}.Commands`,
});

/** By the migration guide of Kestra 0.11: the script tasks, and no others, left the core. */
const MOVED: ReadonlyMap<string, MovedType> = new Map([
  ['io.kestra.core.tasks.scripts.Bash', script('shell', 'shell')],
  ['io.kestra.core.tasks.scripts.Node', script('node', 'node')],
  ['io.kestra.core.tasks.scripts.Python', script('python', 'python')],
]);

/** undefined for types that are where they always were, or that nobody has any more. */
export function movedType(type: string): MovedType | undefined {
  return MOVED.get(type);
}
