import { readlink } from 'node:fs/promises';
import { dirname, join, parse, resolve, sep } from 'node:path';

/** More links on one way are a circle. */
const MOST_LINKS = 40;

/**
 * Every path that is passed on the way to a file: its folders, the links, and where these lead. When one of
 * them changes – a link, the pointer of a submodule, the file itself – what is read there has changed.
 * @param path absolute
 * @param known links that were read before; shared between calls
 */
export async function pathsOnTheWay(
  path: string,
  known: Map<string, Promise<string | undefined>>,
): Promise<ReadonlySet<string>> {
  const passed = new Set<string>();
  let at = parse(path).root;
  let rest = segmentsOf(path);
  for (let links = 0; rest.length > 0;) {
    const [next, ...others] = rest as [string, ...string[]];
    at = join(at, next);
    passed.add(at);
    rest = others;
    const target = await linkAt(at, known);
    if (target === undefined) continue;
    if (++links > MOST_LINKS) break;
    const real = resolve(dirname(at), target);
    at = parse(real).root;
    rest = [...segmentsOf(real), ...rest];
  }
  return passed;
}

function linkAt(path: string, known: Map<string, Promise<string | undefined>>): Promise<string | undefined> {
  const read = known.get(path) ?? readlink(path).catch(() => undefined);
  known.set(path, read);
  return read;
}

function segmentsOf(path: string): string[] {
  return path.slice(parse(path).root.length).split(sep);
}
