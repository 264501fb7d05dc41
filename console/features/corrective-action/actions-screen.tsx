import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useBranches } from '../../api/branches.ts';
import { useCarrierNames } from '../../api/carriers.ts';
import { useMe } from '../../api/me.ts';
import { CaseLink } from '../../components/case/case-link.tsx';
import { useKeptList } from '../../components/case/neighbours.ts';
import { useOwnerName } from '../../components/case/owner.ts';
import { useKey } from '../../components/keys/keys.tsx';
import { Page } from '../../components/page.tsx';
import { Segments } from '../../components/segments.tsx';
import { Day } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { type Action, STAGES, useActions } from './api/actions.ts';
import { useCauseName } from './components/cause.ts';
import { useRateText } from './components/rate.ts';
import './corrective-action.css';

/** Actions of the head office are measured by the whole firm. */
const HEAD_OFFICE = 'head-office';

/** What is being done against causes of complaints, and what came of it. */
export function ActionsScreen() {
  const { t } = useTranslation('corrective-action');
  const navigate = useNavigate();
  const { branch: own } = useMe();
  const [search, setSearch] = useSearchParams();
  const branches = useBranches();
  const branch = own ?? search.get('branch') ?? HEAD_OFFICE;
  const stage = STAGES.find((one) => one === search.get('stage')) ?? 'open';
  const begin = () => void navigate(`/corrective-actions/new?${new URLSearchParams({ branch })}`);
  useKey('i', t('begin'), begin);
  const query = useActions({ branch, stage });
  return (
    <Page
      title={t('title')}
      about={t('about')}
      extra={
        <Button type="primary" icon={<PlusOutlined />} onClick={begin}>
          {t('begin')}
        </Button>
      }
    >
      <Flex vertical gap="middle">
        <Flex gap="small" wrap>
          <Segments
            label={t('stageTitle')}
            value={stage}
            onChange={(next) => setSearch({ ...Object.fromEntries(search), stage: next })}
            options={STAGES.map((value) => ({ value, label: t(`stage.${value}`) }))}
          />
          {own === undefined && (
            <Select
              className="action-branch"
              aria-label={t('branch')}
              value={branch}
              onChange={(next: string) => setSearch({ ...Object.fromEntries(search), branch: next })}
              options={[HEAD_OFFICE, ...branches].map((value) => ({
                value,
                label: value === HEAD_OFFICE ? t('wholeFirm') : value,
              }))}
            />
          )}
        </Flex>
        <Loaded query={query}>
          {({ items }) => <ActionTable actions={items} file={`${branch}-${stage}`} />}
        </Loaded>
      </Flex>
    </Page>
  );
}

function ActionTable({ actions, file }: { actions: readonly Action[]; file: string }) {
  const { t } = useTranslation('corrective-action');
  const { t: common } = useTranslation();
  const causeName = useCauseName();
  const owner = useOwnerName();
  const { carrier: carrierName } = useCarrierNames();
  const { month } = useFormat();
  const { rate, parts } = useRateText();
  useKeptList(actions.map(({ id }) => id));
  const before = (action: Action) =>
    `${rate(action.before, action.measurable === 'too-few-policies')} (${parts(action.before)})`;
  const last = ({ checks }: Action) => {
    const check = checks.at(-1);
    return check === undefined
      ? t('notYet')
      : `${month(check.month)}: ${rate(check.share, check.tooFew)} (${parts(check.share)})`;
  };
  const of = ({ carrier }: Action) => (carrier === undefined ? t('allCarriers') : carrierName(carrier));
  const columns: Column<Action>[] = [
    { key: 'id', title: common('case.number'), show: ({ id }) => <CaseLink id={id} />, text: ({ id }) => id },
    {
      key: 'cause',
      title: t('cause'),
      show: ({ cause }) => causeName(cause),
      text: ({ cause }) => causeName(cause),
    },
    { key: 'carrier', title: common('case.carrier'), show: of, text: of, wide: true },
    {
      key: 'started',
      title: t('startedOn'),
      show: ({ startedOn }) => <Day on={startedOn} />,
      text: ({ startedOn }) => startedOn,
    },
    { key: 'before', title: t('before'), show: before, text: before },
    { key: 'last', title: t('last'), show: last, text: last },
    {
      key: 'target',
      title: t('target'),
      show: ({ targetPercent }) => `${targetPercent}%`,
      text: ({ targetPercent }) => targetPercent,
    },
    {
      key: 'owner',
      title: common('case.owner'),
      show: (row) => owner(row.owner),
      text: (row) => owner(row.owner),
      wide: true,
    },
  ];
  return (
    <PlainTable<Action>
      rows={actions}
      columns={columns}
      rowKey={({ id }) => id}
      label={t('title')}
      file={`${t('title')}-${file}`}
      empty={t('none')}
    />
  );
}
