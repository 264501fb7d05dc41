import { CommentOutlined, PhoneOutlined, UserSwitchOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { type Action, useMay } from '../../../api/me.ts';
import type { CaseKind, CaseRow } from '../../../components/case/cases.ts';

/** Something that can be done to many cases at once. */
export interface BulkAction {
  key: 'note' | 'handler' | 'carrierCallback';
  icon: ReactNode;
  /** Why it cannot be done to this one, as a key of the words; nothing when it can. */
  cannot: (row: CaseRow) => 'kind' | 'closed' | 'permission' | undefined;
}

/** What lets a person read a case lets the person note something on it; there are no notes on other kinds. */
const READS: Partial<Record<CaseKind, Action>> = {
  callback: 'case:read',
  'pre-underwriting': 'pre-underwriting:read',
  reconsideration: 'reconsideration:read',
  complaint: 'complaint:read',
  evaluation: 'evaluation:read',
  'corrective-action': 'corrective-action:run',
};

/** What this person may do to many at once. */
export function useBulkActions(): BulkAction[] {
  const may = useMay();
  const note: BulkAction = {
    key: 'note',
    icon: <CommentOutlined />,
    cannot: ({ kind }) => {
      const reads = READS[kind];
      if (reads === undefined) return 'kind';
      return may(reads) ? undefined : 'permission';
    },
  };
  const handler: BulkAction = {
    key: 'handler',
    icon: <UserSwitchOutlined />,
    cannot: ({ kind, category }) =>
      kind !== 'complaint' ? 'kind' : category === 'closed' ? 'closed' : undefined,
  };
  const carrierCallback: BulkAction = {
    key: 'carrierCallback',
    icon: <PhoneOutlined />,
    cannot: ({ kind }) => (kind === 'callback' ? undefined : 'kind'),
  };
  return [
    note,
    ...(may('complaint:assign') ? [handler] : []),
    ...(may('case:record-carrier-callback') ? [carrierCallback] : []),
  ];
}
