import { Card, Col, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../../api/me.ts';
import { Money } from '../../../components/shown.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { ComplaintFigures } from '../api/complaints.ts';
import { type Scope, usePeriodName } from '../scope.ts';
import { Counted } from './counted.tsx';

export const MEASURES = ['per100mPremium', 'per10kPolicies', 'per10kPersonTimes'] as const;
export type Measure = (typeof MEASURES)[number];
type Overall = Pick<ComplaintFigures, 'all' | 'before' | 'yearBefore' | 'medians' | 'period'>;
type Compared = ComplaintFigures['all'][Measure];

/** The three complaint ratios: with both parts, the interval, what they were before, and the industry's medians. */
export function RatioCards({ figures, scope }: { figures: Overall; scope: Scope }) {
  return (
    <Row gutter={[12, 12]}>
      {MEASURES.map((measure) => (
        <Col key={measure} xs={24} md={8}>
          <RatioCard measure={measure} figures={figures} scope={scope} />
        </Col>
      ))}
    </Row>
  );
}

function RatioCard({ measure, figures, scope }: { measure: Measure; figures: Overall; scope: Scope }) {
  const { t } = useTranslation('figures');
  const { all, medians } = figures;
  const compared = all[measure];
  const { now, interval, counted } = compared;
  return (
    <Card
      size="small"
      title={<h2 className="card-title">{t(`measure.${measure}`)}</h2>}
      className="fact-card"
    >
      <div className="fact-value">{now.value ?? '–'}</div>
      <dl className="facts">
        <div>
          <dt>{t('ratio.interval')}</dt>
          <dd>{interval === undefined ? '–' : `${interval.low} – ${interval.high}`}</dd>
        </div>
        <div>
          <dt>{t('ratio.complaints')}</dt>
          <dd>
            <Counted
              count={now.numerator}
              cases={{ counters: counted.numerator }}
              scope={scope}
              what={t('ratio.complaints')}
            />
          </dd>
        </div>
        <div>
          <dt>{t(`exposure.${measure}`)}</dt>
          <dd>
            <Exposure measure={measure} of={now.denominator} />
          </dd>
        </div>
        <Before
          name={t('ratio.before')}
          period={figures.before}
          was={compared.before}
          change={compared.changeOnBefore}
        />
        <Before
          name={t('ratio.yearBefore')}
          period={figures.yearBefore}
          was={compared.yearBefore}
          change={compared.changeOnYear}
        />
        <Medians of={medians.filter((one) => one.measure === measure)} />
      </dl>
      <Restate name={measure} value={now} scope={scope} />
    </Card>
  );
}

/** To the form that corrects this very figure, with what is told of it now. */
function Restate({ name, value, scope }: { name: Measure; value: Compared['now']; scope: Scope }) {
  const { t } = useTranslation('figures');
  if (!useMay()('figures:scorecard')) return null;
  const { period, branch, carrier } = scope;
  const { numerator, denominator } = value;
  const query = new URLSearchParams({
    name,
    period,
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
    numerator: String(numerator),
    denominator: String(denominator),
  });
  return (
    <Link to={`/figures/restatements?${query}`} className="no-print">
      {t('restate.link')}
    </Link>
  );
}

/** What a ratio is of: an amount of premium, or a number. */
export function Exposure({ measure, of }: { measure: Measure; of: number }) {
  const { number } = useFormat();
  return measure === 'per100mPremium' ? <Money fen={of} /> : number(of);
}

interface BeforeProps {
  name: string;
  period: string;
  was: Compared['before'];
  change: string | undefined;
}

function Before({ name, period, was, change }: BeforeProps) {
  const nameOf = usePeriodName();
  return (
    <div>
      <dt>
        {name} ({nameOf(period)})
      </dt>
      <dd>
        {was.value ?? '–'} <Change percent={change} />
      </dd>
    </div>
  );
}

/** By how many percent; a rise of complaints is the worse, and says so by its sign and word, not by colour alone. */
export function Change({ percent }: { percent: string | undefined }) {
  const { t } = useTranslation('figures');
  if (percent === undefined) return null;
  const value = Number(percent);
  if (value === 0) return <span>{t('ratio.same')}</span>;
  return (
    <span className={value > 0 ? 'worse' : 'better'}>
      {t(value > 0 ? 'ratio.up' : 'ratio.down', { percent: percent.replace('-', '') })}
    </span>
  );
}

function Medians({ of }: { of: Overall['medians'] }) {
  const { t } = useTranslation('figures');
  const { t: common } = useTranslation();
  const nameOf = usePeriodName();
  return of.map(({ line, median, quarter, certainty }) => (
    <div key={line}>
      <dt>
        {t('ratio.median', { line: common(`line.${line}`) })} ({nameOf(quarter)})
      </dt>
      <dd>
        {median.toFixed(2)} {certainty === 'medium' && <small>{t('ratio.secondHand')}</small>}
      </dd>
    </div>
  ));
}
