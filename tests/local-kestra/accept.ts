/** A type of an `Accept` header, as it was sent and without its parameters. */
interface AcceptedType {
  readonly sent: string;
  readonly type: string;
}

/**
 * What a request accepts, best first; "any" when it says nothing. As Micronaut reads it: `application/*` fits
 * nothing, and what is no type at all does not count.
 */
export function acceptedTypes(header: string | string[] | undefined): readonly AcceptedType[] {
  const types = String(header ?? '')
    .split(',')
    .map((sent) => ({ sent: sent.trim(), type: sent.split(';')[0]!.trim().toLowerCase() }))
    .filter(({ type }) => type.includes('/'));
  if (types.length === 0) return [{ sent: '*/*', type: '*/*' }];
  return types.toSorted((a, b) => qualityOf(b) - qualityOf(a));
}

/**
 * The candidate that fits best, and the content type of its answer: what was asked for, with its parameters.
 * A candidate that stands before another wins when both produce the same.
 */
export function negotiate<T extends { readonly produces: string }>(
  accepted: readonly AcceptedType[],
  candidates: readonly T[],
): { readonly chosen: T; readonly contentType: string } | undefined {
  for (const { sent, type } of accepted) {
    const chosen = candidates.find(({ produces }) => type === '*/*' || type === produces);
    if (chosen !== undefined) return { chosen, contentType: type === '*/*' ? chosen.produces : sent };
  }
  return undefined;
}

function qualityOf({ sent }: AcceptedType): number {
  return Number(/;\s*q=([\d.]+)/i.exec(sent)?.[1] ?? 1);
}
