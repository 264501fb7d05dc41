import { Card, Col, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { Actor } from '../../components/case/timeline-item.tsx';
import { Day, When } from '../../components/shown.tsx';
import { type Column, KeysetTable } from '../../components/table/keyset-table.tsx';
import { dayOf } from '../../i18n/format.ts';
import { useFormat } from '../../i18n/use-words.ts';
import { type Correction, useCorrections } from './api/restatements.ts';
import { useNames } from './components/names.ts';
import { RestateForm } from './components/restate-form.tsx';
import { usePeriodName } from './scope.ts';

/** Figures that were told and are corrected: the old value stays beside the new, with who, when and why. */
export function RestatementsScreen() {
  const { t } = useTranslation('figures');
  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} xl={16}>
        <KeysetTable<Correction>
          query={useCorrections()}
          columns={useColumns()}
          rowKey={({ correction }) => `${correction.figureId} ${correction.seq}`}
          label={t('tab.restatements')}
          file={t('tab.restatements')}
          empty={t('restate.none')}
        />
      </Col>
      <Col xs={24} xl={8}>
        <Card size="small" title={<h2 className="card-title">{t('restate.title')}</h2>}>
          <p className="hint">{t('restate.about')}</p>
          <RestateForm />
        </Card>
      </Col>
    </Row>
  );
}

type Value = Correction['correction']['before'];

function useColumns(): Column<Correction>[] {
  const { t } = useTranslation('figures');
  const { number, money, when } = useFormat();
  const names = useNames();
  const period = usePeriodName();
  const name = ({ figure }: Correction) => names.code('figureName', figure.scope.name);
  const value = ({ figure }: Correction, { numerator, denominator }: Value) =>
    `${number(numerator)} / ${figure.scope.name === 'per100mPremium' ? money(denominator) : number(denominator)}`;
  const of = ({ figure: { scope } }: Correction) =>
    [
      scope.branch,
      scope.carrier === undefined ? undefined : names.carrier(scope.carrier),
      scope.product === undefined ? undefined : names.code('product', scope.product),
      scope.channel === undefined ? undefined : names.code('channel', scope.channel),
      scope.cause === undefined ? undefined : names.code('cause', scope.cause),
    ]
      .filter((one) => one !== undefined)
      .join(' · ') || t('all');
  return [
    { key: 'figure', title: t('figure'), show: name, text: name },
    {
      key: 'period',
      title: t('periodChoice'),
      show: ({ figure }) => period(figure.scope.period),
      text: ({ figure }) => figure.scope.period,
    },
    { key: 'of', title: t('alerts.of'), show: of, text: of },
    {
      key: 'toldOn',
      title: t('restate.toldOn'),
      show: ({ figure }) => <Day on={dayOf(figure.toldAt)} />,
      text: ({ figure }) => dayOf(figure.toldAt),
    },
    {
      key: 'before',
      title: t('restate.before'),
      show: (row) => <del>{value(row, row.correction.before)}</del>,
      text: (row) => value(row, row.correction.before),
    },
    {
      key: 'after',
      title: t('restate.after'),
      show: (row) => <strong>{value(row, row.correction.after)}</strong>,
      text: (row) => value(row, row.correction.after),
    },
    {
      key: 'reason',
      title: t('restate.reason'),
      width: 220,
      show: ({ correction }) => correction.reason,
      text: ({ correction }) => correction.reason,
    },
    {
      key: 'by',
      title: t('taken.by'),
      show: ({ correction }) => <Actor by={correction.by} />,
      text: ({ correction: { by } }) => ('id' in by ? String(by.id) : by.kind),
    },
    {
      key: 'at',
      title: t('restate.at'),
      show: ({ correction }) => <When at={correction.at} />,
      text: ({ correction }) => when(correction.at),
    },
  ];
}
