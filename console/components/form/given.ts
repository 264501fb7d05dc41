type Given<V> = { [K in keyof V]: Exclude<V[K], undefined> };

/** Without what was left empty: a field that nobody filled in is not sent. */
export function given<V extends object>(values: V): Given<V> {
  const filled = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(filled) as Given<V>;
}
