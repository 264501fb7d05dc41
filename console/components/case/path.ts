const SCREENS: readonly [RegExp, (id: string) => string][] = [
  [/^cb-/, (id) => `/callbacks/${id}`],
  [/^pu-/, (id) => `/pre-underwriting/${id}`],
  [/^rc-/, (id) => `/reconsiderations/${id}`],
  [/^cr-/, (id) => `/carrier-requests/${id}`],
  [/^cp-/, (id) => `/complaints/${id}`],
  [/^ev-/, (id) => `/evaluations/${id}`],
  [/^rd-/, (id) => `/reception-days/${id}`],
  [/^ca-/, (id) => `/corrective-actions/${id}`],
  [/^import-/, (id) => `/imports/${id}`],
  [/^payout-/, (id) => `/payouts/${id.slice('payout-'.length)}`],
  [/^ac-/, (id) => `/accountability/${id.slice('ac-'.length)}`],
];

/** The screen of a case, by the form of its id; absent for an id of no kind that has one. */
export function pathOfCase(id: string): string | undefined {
  return SCREENS.find(([form]) => form.test(id))?.[1](id);
}
