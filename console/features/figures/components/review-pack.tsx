import { Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { When } from '../../../components/shown.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { ReviewPack } from '../api/review-pack.ts';
import { type Scope, usePeriodName } from '../scope.ts';
import { callbackRows } from './callback-rows.ts';
import { RatioCards } from './ratio-cards.tsx';
import { OpenActions, TypicalCases, Warnings } from './review-lists.tsx';
import { type Share, ShareText, useShareText } from './share.tsx';

/** Figures, warnings, typical cases and what is being done, one below the other as they are printed. */
export function ReviewPackView({ pack, scope }: { pack: ReviewPack; scope: Scope }) {
  const { t, i18n } = useTranslation('figures');
  const nameOf = usePeriodName();
  const { complaints } = pack.figures;
  return (
    <Flex vertical gap="large" className="review-pack">
      <Typography.Text>
        {t('review.of', { quarter: nameOf(pack.quarter) })} · <When at={pack.madeAt} />
      </Typography.Text>
      <Section title={t('review.complaints')}>
        <RatioCards figures={complaints} scope={scope} />
        <p className="hint">{i18n.language === 'en' ? complaints.caution.en : complaints.caution.zh}</p>
      </Section>
      <Section title={t('review.shares')}>
        <Shares pack={pack} />
      </Section>
      <Section title={t('score.title')}>
        <Scores of={pack.figures.branches} />
      </Section>
      <Section title={t('alerts.title')}>
        <Warnings of={pack.warnings} />
      </Section>
      <Section title={t('review.typical')}>
        <TypicalCases of={pack.typicalCases} />
      </Section>
      <Section title={t('review.actions')}>
        <OpenActions of={pack.openActions} />
      </Section>
    </Flex>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="figure-title">{title}</h2>
      {children}
    </section>
  );
}

interface SharesRow {
  name: string;
  now: Share;
  before?: Share;
  yearBefore?: Share;
}

function Shares({ pack: { figures, quarter } }: { pack: ReviewPack }) {
  const { t } = useTranslation('figures');
  const { whole } = useShareText();
  const { callbacks, reconsiderations, complaints } = figures;
  const ofCallbacks = (span: keyof typeof callbacks) =>
    callbackRows(callbacks[span], '', (share) => t(`callback.${share}`));
  const [before, yearBefore] = [ofCallbacks('before'), ofCallbacks('yearBefore')];
  const rows: SharesRow[] = [
    ...ofCallbacks('now').map(({ figure, share }, index): SharesRow => {
      const [was, wasAYearAgo] = [before[index]?.share, yearBefore[index]?.share];
      return {
        name: figure,
        now: share,
        ...(was === undefined ? {} : { before: was }),
        ...(wasAYearAgo === undefined ? {} : { yearBefore: wasAYearAgo }),
      };
    }),
    { name: t('changed.claim'), now: reconsiderations.claimsChanged },
    { name: t('changed.underwriting'), now: reconsiderations.underwritingChanged },
    { name: t('endings.within15Days'), now: complaints.endings.within15Days },
    { name: t('endings.satisfied'), now: complaints.endings.satisfied },
    { name: t('endings.upheld'), now: complaints.endings.upheld },
  ];
  const column = (span: 'now' | 'before' | 'yearBefore', title: string): Column<SharesRow> => ({
    key: span,
    title,
    show: (row) => {
      const share = row[span];
      return share === undefined ? '–' : <PrintedShare share={share} />;
    },
    text: (row) => (row[span] === undefined ? '' : whole(row[span]).replaceAll('\n', ' ')),
  });
  return (
    <PlainTable<SharesRow>
      rows={rows}
      rowKey={({ name }) => name}
      label={t('review.shares')}
      file={`${t('review.shares')}-${quarter}`}
      whole
      columns={[
        { key: 'name', title: t('figure'), show: ({ name }) => name, text: ({ name }) => name },
        column('now', t('ratio.of.now')),
        column('before', t('ratio.before')),
        column('yearBefore', t('ratio.yearBefore')),
      ]}
    />
  );
}

/** On paper nothing can be pointed at: both parts and the interval stand beside the share. */
function PrintedShare({ share }: { share: Share }) {
  const { parts, interval } = useShareText();
  return (
    <>
      <ShareText share={share} />{' '}
      <small className="interval">
        ({parts(share)}
        {share.interval !== undefined && `; ${interval(share)}`})
      </small>
    </>
  );
}

function Scores({ of }: { of: ReviewPack['figures']['branches'] }) {
  const { t } = useTranslation('figures');
  const { number } = useFormat();
  type Row = (typeof of)[number];
  const without = ({ withoutData }: Row) =>
    withoutData.map((part) => t(`scorePart.${part}`)).join(t('listComma'));
  return (
    <PlainTable<Row>
      rows={of}
      rowKey={({ branch }) => branch}
      label={t('score.title')}
      file={t('score.title')}
      whole
      columns={[
        { key: 'branch', title: t('branch'), show: ({ branch }) => branch, text: ({ branch }) => branch },
        {
          key: 'score',
          title: t('score.score'),
          show: ({ score }) => (score === undefined ? t('score.noData') : number(score)),
          text: ({ score }) => score ?? '',
        },
        { key: 'without', title: t('score.without'), show: without, text: without },
      ]}
    />
  );
}
