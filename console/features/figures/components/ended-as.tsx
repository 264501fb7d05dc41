import { useTranslation } from 'react-i18next';
import { useKindWords } from '../../../components/case/stage-name.ts';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import type { ReconsiderationFigures } from '../api/reconsideration.ts';
import type { Scope } from '../scope.ts';
import { Counted } from './counted.tsx';

type Disputes = ReconsiderationFigures['disputes'];

interface Row {
  of: Disputes[number]['of'];
  stage: string;
  cases: number;
}

/** In which stage cases ended, those included that never went to the carrier. */
export function EndedAs({ of: disputes, scope }: { of: Disputes; scope: Scope }) {
  const { t } = useTranslation('figures');
  const words = useKindWords(['reconsideration']);
  const rows = disputes.flatMap(({ of, endedAs }) => endedAs.map((one): Row => ({ of, ...one })));
  const stageOf = ({ stage }: Row) => words.stage('reconsideration', stage);
  return (
    <section>
      <h2 className="figure-title">{t('changed.endedAs')}</h2>
      <PlainTable<Row>
        rows={rows}
        rowKey={({ of, stage }) => `${of} ${stage}`}
        label={t('changed.endedAs')}
        file={t('changed.endedAs')}
        columns={[
          {
            key: 'of',
            title: t('changed.decision'),
            show: ({ of }) => t(`decision.${of}`),
            text: ({ of }) => t(`decision.${of}`),
          },
          { key: 'stage', title: t('stage'), show: stageOf, text: stageOf },
          {
            key: 'cases',
            title: t('cases'),
            show: (row) => (
              <Counted
                count={row.cases}
                cases={{ counters: `reconsideration-closed:${row.of}:${row.stage}` }}
                scope={scope}
                what={stageOf(row)}
              />
            ),
            text: ({ cases }) => cases,
          },
        ]}
      />
    </section>
  );
}
