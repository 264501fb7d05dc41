import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMe } from '../../api/me.ts';
import { BranchSelect } from '../../components/branch-select.tsx';
import { useCaseColumns } from '../../components/case/case-columns.tsx';
import { CaseTable } from '../../components/case/case-table.tsx';
import { type CaseQuery, useCases } from '../../components/case/cases.ts';
import { Page } from '../../components/page.tsx';
import { Segments } from '../../components/segments.tsx';
import { Nothing } from '../../components/state/states.tsx';
import { SavedViews } from '../../components/table/saved-views.tsx';
import { useTerm } from '../../i18n/use-words.ts';
import type { Callback } from './api/callback.ts';
import { FindByNumber } from './components/find-by-number.tsx';

const STAGES: readonly Callback['stage'][] = [
  'awaiting-answers',
  'awaiting-remedy',
  'awaiting-confirmation',
  'clean',
  'settled',
  'cancelled',
  'closed-without-word',
];

/** Callbacks by branch and stage; a broker has the own ones. The stage and the branch are the address. */
export function CallbacksScreen() {
  const { t } = useTranslation('callback');
  const { t: common } = useTranslation();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const isOwn = me.role === 'broker';
  const stage = STAGES.find((one) => one === search.get('stage')) ?? (isOwn ? undefined : STAGES[0]);
  const branch = me.branch ?? search.get('branch') ?? undefined;
  const change = (to: Record<string, string | undefined>) => {
    const next = { stage, ...(me.branch === undefined ? { branch } : {}), ...to };
    setSearch(
      new URLSearchParams(
        Object.entries(next).filter((one): one is [string, string] => one[1] !== undefined),
      ),
    );
  };
  const asked = askedFor(isOwn ? me.id : undefined, stage, branch);
  return (
    <Page
      title={common('screen.callbacks')}
      about={isOwn ? t('list.aboutOwn') : t('list.about')}
      extra={
        <>
          <FindByNumber />
          <SavedViews screen="callbacks" />
        </>
      }
    >
      <Flex vertical gap="middle">
        <Flex gap="small" wrap align="center">
          {me.branch === undefined && (
            <BranchSelect value={branch} onChange={(value) => change({ branch: value })} />
          )}
          <Segments
            label={t('list.stage')}
            value={stage ?? 'all'}
            onChange={(value) => change({ stage: value === 'all' ? undefined : value })}
            options={[
              ...(isOwn ? [{ value: 'all' as const, label: t('list.all') }] : []),
              ...STAGES.map((value) => ({ value, label: t(`stage.${value}`) })),
            ]}
          />
        </Flex>
        {asked === undefined ? (
          <Nothing>{t('list.chooseBranch')}</Nothing>
        ) : (
          <Callbacks key={JSON.stringify(asked)} asked={asked} />
        )}
      </Flex>
    </Page>
  );
}

function askedFor(
  owner: string | undefined,
  stage: Callback['stage'] | undefined,
  branch: string | undefined,
): CaseQuery | undefined {
  if (owner !== undefined) return stage === undefined ? { owner } : { owner, stage };
  if (stage === undefined || branch === undefined) return undefined;
  return { stage, branch };
}

function Callbacks({ asked }: { asked: CaseQuery }) {
  const { t } = useTranslation('callback');
  const term = useTerm('callback');
  const query = useCases({ ...asked, kind: 'callback' });
  const { id, stage, timeLeft, carrier, owner, round, escalatedTo, openedAt } = useCaseColumns((row) =>
    term('stage', row.stage),
  );
  return (
    <CaseTable
      query={query}
      columns={[id, stage, timeLeft, carrier, owner, round, escalatedTo, openedAt]}
      label={t('list.label')}
      file="callbacks"
      empty={t('list.empty')}
    />
  );
}
