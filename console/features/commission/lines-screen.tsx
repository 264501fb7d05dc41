import { Button, Flex, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMay, useMe } from '../../api/me.ts';
import { Page } from '../../components/page.tsx';
import { KeysetTable } from '../../components/table/keyset-table.tsx';
import { type Asked, type Card, type HoldType, type ListedState, useLines, type Whose } from './api/lines.ts';
import { BulkRelease } from './components/bulk-release.tsx';
import { useLineColumns } from './components/line-columns.tsx';
import { SumCards } from './components/sums.tsx';
import { WhoseFilter } from './components/whose-filter.tsx';
import './commission.css';

const STATES: readonly ListedState[] = ['held', 'payable', 'settled', 'owed-back'];
const HOLD_TYPES: readonly HoldType[] = [
  'callback-not-completed',
  'callback-problem',
  'customer-data',
  'receipt-missing',
  'compliance',
];

/** What somebody is owed: held, payable, paid and to be taken back, with why and who is next. */
export function LinesScreen() {
  const { t } = useTranslation('commission');
  const may = useMay();
  const isPayee = useMe().role === 'broker';
  const { asked, change } = useAsked();
  const { state, hold, ...whose } = asked;
  const query = useLines(asked);
  const columns = useLineColumns({ payee: !isPayee });
  const [chosen, setChosen] = useState<Card[]>([]);
  const [releasing, setReleasing] = useState(false);
  const releases = may('hold:release') && state !== 'settled';
  return (
    <Page title={t('lines')} about={isPayee ? t('linesOwn') : t('linesAll')}>
      <Flex vertical gap="middle">
        {!isPayee && <WhoseFilter whose={whose} choose={change} />}
        <SumCards whose={whose} />
        <Flex gap="small" wrap>
          <Radio.Group
            optionType="button"
            aria-label={t('stateTitle')}
            value={state}
            onChange={({ target }) => change({ ...asked, state: target.value as ListedState })}
            options={STATES.map((value) => ({ value, label: t(`listed.${value}`) }))}
          />
          <Select
            allowClear
            className="hold-select"
            aria-label={t('holdType')}
            placeholder={t('holdType')}
            value={hold ?? null}
            onChange={(value: HoldType | null | undefined) => change({ ...asked, hold: value ?? undefined })}
            options={HOLD_TYPES.map((value) => ({ value, label: t(`hold.${value}`) }))}
          />
        </Flex>
        <KeysetTable<Card>
          query={query}
          columns={columns}
          rowKey={({ policyId, payee }) => `${policyId} ${payee}`}
          label={t('lines')}
          file={t('lines')}
          empty={t('noLines')}
          {...(releases
            ? {
                selection: {
                  chosen: chosen.map(({ policyId, payee }) => `${policyId} ${payee}`),
                  choose: (_keys, rows) => setChosen(rows),
                },
                extra: (
                  <Button disabled={chosen.length === 0} onClick={() => setReleasing(true)}>
                    {t('bulk.open', { count: new Set(chosen.map(({ policyId }) => policyId)).size })}
                  </Button>
                ),
              }
            : {})}
        />
        {releasing && (
          <BulkRelease
            lines={chosen}
            close={() => {
              setReleasing(false);
              setChosen([]);
            }}
          />
        )}
      </Flex>
    </Page>
  );
}

interface Changed extends Whose {
  state?: ListedState | undefined;
  hold?: HoldType | undefined;
}

/** What is asked for stands in the address: it can be kept and sent to others. */
function useAsked(): { asked: Asked & { state: ListedState }; change: (to: Changed) => void } {
  const [search, setSearch] = useSearchParams();
  const of = (name: string) => search.get(name) ?? undefined;
  const [payee, branch] = [of('payee'), of('branch')];
  const state = STATES.find((one) => one === of('state')) ?? 'held';
  const hold = HOLD_TYPES.find((one) => one === of('hold'));
  return {
    asked: {
      state,
      ...(payee === undefined ? {} : { payee }),
      ...(branch === undefined ? {} : { branch }),
      ...(hold === undefined ? {} : { hold }),
    },
    change: (to) => {
      const kept = Object.entries({ state, ...to }).filter(
        ([, value]) => value !== undefined && value !== '',
      );
      // At once: arrows move on from what is chosen, and a choice that comes late is not there yet.
      setSearch(Object.fromEntries(kept) as Record<string, string>, { flushSync: true });
    },
  };
}
