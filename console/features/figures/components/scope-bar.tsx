import { Flex, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranches } from '../../../api/branches.ts';
import { useCarriers } from '../../../api/carriers.ts';
import { useMay, useMe } from '../../../api/me.ts';
import { choicesOf, kindOf, PERIOD_KINDS, type PeriodKind, periodOf } from '../period.ts';
import { type ChosenScope, usePeriodName, usePresentMonth } from '../scope.ts';

interface ScopeBarProps {
  scope: ChosenScope;
  /** Which pickers the figures of the screen can be narrowed by; only what the role may choose is shown. */
  by: readonly ('period' | 'branch' | 'carrier')[];
  /** Kinds of periods, when not each will do. */
  kinds?: readonly PeriodKind[];
  children?: ReactNode;
}

/** What the figures are of. Every choice goes into the address at once. */
export function ScopeBar({ scope, by, kinds = PERIOD_KINDS, children }: ScopeBarProps) {
  const { t } = useTranslation('figures');
  const { branch: own } = useMe();
  return (
    <Flex gap="small" wrap role="group" aria-label={t('scope')} className="no-print">
      {by.includes('period') && <PeriodPicker scope={scope} kinds={kinds} />}
      {by.includes('branch') && own === undefined && <BranchPicker scope={scope} />}
      {by.includes('carrier') && <CarrierPicker scope={scope} />}
      {children}
    </Flex>
  );
}

function PeriodPicker({
  scope: { period, change },
  kinds,
}: {
  scope: ChosenScope;
  kinds: readonly PeriodKind[];
}) {
  const { t } = useTranslation('figures');
  const nameOf = usePeriodName();
  const present = usePresentMonth();
  const kind = kindOf(period) ?? 'month';
  const choices = choicesOf(kind, present);
  const shown = choices.includes(period) ? choices : [period, ...choices];
  return (
    <>
      {kinds.length > 1 && (
        <Select
          className="period-kind"
          aria-label={t('periodKind')}
          value={kind}
          onChange={(next: PeriodKind) => change({ period: periodOf(present, next) })}
          options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      )}
      <Select
        className="period-choice"
        aria-label={t('periodChoice')}
        value={period}
        onChange={(next: string) => change({ period: next })}
        options={shown.map((value) => ({ value, label: nameOf(value) }))}
      />
    </>
  );
}

function BranchPicker({ scope: { branch, change } }: { scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  const branches = useBranches();
  return (
    <Select
      className="scope-select"
      aria-label={t('branch')}
      value={branch ?? ''}
      onChange={(next: string) => change({ branch: next })}
      options={[
        { value: '', label: t('allBranches') },
        ...branches.map((value) => ({ value, label: value })),
      ]}
    />
  );
}

function CarrierPicker({ scope }: { scope: ChosenScope }) {
  // Whoever sees figures may read the catalogue; a person of a carrier has no figures.
  return useMay()('catalogue:read') ? <CarrierSelect scope={scope} /> : null;
}

function CarrierSelect({ scope: { carrier, change } }: { scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  const { data } = useCarriers();
  return (
    <Select
      className="scope-select"
      aria-label={t('carrier')}
      value={carrier ?? ''}
      onChange={(next: string) => change({ carrier: next })}
      showSearch={{ optionFilterProp: 'label' }}
      options={[
        { value: '', label: t('allCarriers') },
        ...(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
