import { Card, Descriptions, type DescriptionsProps, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/me.ts';
import { CarrierName } from '../../../components/carrier-name.tsx';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { useMatter } from '../../../components/case/matter.tsx';
import { RevealValue } from '../../../components/case/reveal.tsx';
import { Day, Money } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { revealNumber } from '../api/reveal-number.ts';
import { useCurrent } from './current.tsx';

type Items = NonNullable<DescriptionsProps['items']>;

/** Who complains of what, who handles it and who may not. */
export function ComplaintFacts() {
  return (
    <Card size="small">
      <Marks />
      <Descriptions size="small" column={{ xs: 1, sm: 2, xl: 3 }} items={[...useWho(), ...useState()]} />
    </Card>
  );
}

function Marks() {
  const { t } = useTranslation('complaint');
  const { counts, case: complaint, samples } = useCurrent();
  const marks = [
    counts.repeat && t('mark.repeat'),
    counts.escalated && t('mark.escalated'),
    counts.multiChannel && t('mark.multiChannel'),
    counts.group && t('mark.group', { size: complaint.group?.size }),
    complaint.reopened > 0 && t('mark.reopened', { count: complaint.reopened }),
    complaint.settledOnTheSpot && t('mark.onTheSpot'),
    complaint.extension !== undefined && t('mark.extended'),
    samples.length > 0 && t('mark.sampled'),
  ].filter((mark) => mark !== false);
  if (marks.length === 0) return null;
  return (
    <Flex gap={4} wrap className="marks">
      {marks.map((mark) => (
        <Tag key={mark} color="volcano">
          {mark}
        </Tag>
      ))}
    </Flex>
  );
}

function useWho(): Items {
  const { t } = useTranslation('complaint');
  const { t: common } = useTranslation();
  const term = useTerm('complaint');
  const may = useMay();
  const { refresh } = useMatter();
  const { case: complaint, phone } = useCurrent();
  const { filer, group } = complaint;
  const ask = async (body: { reason: string }) => {
    const clear = await revealNumber(complaint.id, body);
    // The sight is an event: what is sent next carries the version after it.
    await refresh();
    return clear;
  };
  return [
    { key: 'customer', label: common('case.customer'), children: complaint.customerRef },
    {
      key: 'phone',
      label: t('facts.phone'),
      children:
        phone === undefined ? (
          t('facts.noPhone')
        ) : (
          <RevealValue field="phone" masked={phone} may={may('complaint:handle')} ask={ask} />
        ),
    },
    {
      key: 'filer',
      label: t('facts.filer'),
      children: [term('filer', filer.as), ...filer.papers].join(t('listComma')),
    },
    ...(group === undefined
      ? []
      : [{ key: 'group', label: t('facts.group'), children: t('facts.groupOf', { ...group }) }]),
    { key: 'subject', label: t('facts.subject'), children: term('value', complaint.subject) },
    { key: 'line', label: common('whose.line'), children: common(`line.${complaint.line}`) },
    { key: 'carrier', label: common('case.carrier'), children: <CarrierName id={complaint.carrier} /> },
    ...(complaint.productClass === undefined
      ? []
      : [{ key: 'product', label: t('facts.product'), children: term('product', complaint.productClass) }]),
  ];
}

function useState(): Items {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const { case: complaint } = useCurrent();
  const linked: [string, string | undefined][] = [
    ['origin', complaint.origin],
    ['repeats', complaint.repeats],
    ['mergedInto', complaint.mergedInto],
    ...(complaint.mergedFrom ?? []).map((id): [string, string] => ['mergedFrom', id]),
  ];
  const people = complaint.responsible ?? [];
  const optional: Items = [
    ...(complaint.complexity === undefined
      ? []
      : [
          {
            key: 'complexity',
            label: t('field.complexity'),
            children: term('complexity', complaint.complexity),
          },
        ]),
    ...(complaint.promisedOn === undefined
      ? []
      : [{ key: 'promised', label: t('field.promisedOn'), children: <Day on={complaint.promisedOn} /> }]),
    ...(complaint.redressFen === undefined
      ? []
      : [
          {
            key: 'redress',
            label: t('decision.redressShown'),
            children: <Money fen={complaint.redressFen} />,
          },
        ]),
    ...(complaint.satisfied === undefined
      ? []
      : [
          {
            key: 'satisfied',
            label: t('field.satisfied'),
            children: t(complaint.satisfied ? 'satisfied.yes' : 'satisfied.no'),
          },
        ]),
    ...(people.length === 0
      ? []
      : [
          {
            key: 'responsible',
            label: t('facts.responsible'),
            children: people
              .map(({ role, person }) => `${term('role', role)} ${person}`)
              .join(t('listComma')),
          },
        ]),
    ...(complaint.deskFaults ?? []).map(({ fault, handler }) => ({
      key: `fault ${fault} ${handler}`,
      label: t('field.fault'),
      children: `${term('fault', fault)} ${handler}`,
    })),
  ];
  return [
    { key: 'handler', label: t('field.handler'), children: complaint.handler ?? t('facts.noHandler') },
    {
      key: 'involved',
      label: t('facts.involved'),
      children: complaint.involved.length === 0 ? '–' : complaint.involved.join(t('listComma')),
    },
    ...optional,
    ...linked.flatMap(([name, id]) =>
      id === undefined
        ? []
        : [
            {
              key: `${name} ${id}`,
              label: t(`facts.${name}` as 'facts.origin'),
              children: <CaseLink id={id} />,
            },
          ],
    ),
  ];
}
