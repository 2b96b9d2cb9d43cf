export interface Order {
  /** Positions, each after what it needs; those that need each other stand together. */
  readonly order: readonly number[];
  /** What each position has to wait for: its needs without those that need it in turn. */
  readonly honoured: readonly (readonly number[])[];
  /** Groups of positions that all need each other, directly or through others. */
  readonly cycles: readonly (readonly number[])[];
}

/**
 * An order in which everything comes after what it needs; the members of a cycle come together, in the given
 * order. `needs[i]` are the positions that `i` needs. (Tarjan's strongly connected components.)
 */
export function orderByNeeds(needs: readonly (readonly number[])[]): Order {
  const components = componentsOf(needs);
  const component = new Array<number>(needs.length);
  for (const [index, members] of components.entries()) for (const member of members) component[member] = index;
  return {
    order: components.flat(),
    honoured: needs.map((list, node) => list.filter((need) => component[need] !== component[node])),
    cycles: components.filter(({ length }) => length > 1),
  };
}

function componentsOf(needs: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const UNSEEN = -1;
  const place = new Array<number>(needs.length).fill(UNSEEN);
  const lowest = new Array<number>(needs.length);
  const isOpen = new Array<boolean>(needs.length);
  const open: number[] = [];
  const components: (readonly number[])[] = [];
  let seen = 0;
  for (const start of needs.keys()) {
    if (place[start] !== UNSEEN) continue;
    // A stack of our own: a chain of calls may be longer than the engine's stack is deep.
    const stack: { readonly node: number; next: number }[] = [];
    const enter = (node: number) => {
      place[node] = lowest[node] = seen++;
      isOpen[node] = true;
      open.push(node);
      stack.push({ node, next: 0 });
    };
    enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { node } = top;
      const need = needs[node]![top.next++];
      if (need !== undefined) {
        if (place[need] === UNSEEN) enter(need);
        else if (isOpen[need]) lowest[node] = Math.min(lowest[node]!, place[need]!);
        continue;
      }
      stack.pop();
      const parent = stack.at(-1)?.node;
      if (parent !== undefined) lowest[parent] = Math.min(lowest[parent]!, lowest[node]!);
      if (lowest[node] !== place[node]) continue;
      const members = open.splice(open.lastIndexOf(node));
      for (const member of members) isOpen[member] = false;
      components.push(members.sort((one, other) => one - other));
    }
  }
  return components;
}
