/**
 * An order in which everything comes after what it needs, as far as that is possible: in a cycle, one of its
 * members has to go first. Otherwise the given order is kept. `needs[i]` are the positions that `i` needs.
 * @returns the order, and which needs it honours: only those that come earlier in it
 */
export function orderByNeeds(needs: readonly (readonly number[])[]): {
  readonly order: readonly number[];
  readonly honoured: readonly (readonly number[])[];
} {
  const order: number[] = [];
  const place = new Array<number>(needs.length).fill(-1);
  const seen = new Array<boolean>(needs.length).fill(false);
  for (const start of needs.keys()) {
    if (seen[start]) continue;
    seen[start] = true;
    // A stack of our own: a chain of calls may be longer than the engine's stack is deep.
    const stack = [{ node: start, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const need = needs[top.node]![top.next++];
      if (need === undefined) {
        place[top.node] = order.push(top.node) - 1;
        stack.pop();
      } else if (seen[need] === false) {
        seen[need] = true;
        stack.push({ node: need, next: 0 });
      }
    }
  }
  const honoured = needs.map((list, node) =>
    list.filter((need) => place[need] !== undefined && place[need] < place[node]!),
  );
  return { order, honoured };
}
