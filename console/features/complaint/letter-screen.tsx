import { PrinterOutlined } from '@ant-design/icons';
import { Button, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { CaseLink } from '../../components/case/case-link.tsx';
import { Page } from '../../components/page.tsx';
import { Day, Money } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { Nothing } from '../../components/state/states.tsx';
import { dayOf } from '../../i18n/format.ts';
import { useTerm } from '../../i18n/use-words.ts';
import { type ComplaintView, useComplaint } from './api/get-complaint.ts';
import './complaint.css';

/** The decision as a letter (投诉处理决定告知书), to be printed and handed over. */
export function LetterScreen() {
  const { id = '' } = useParams();
  return <Loaded query={useComplaint(id)}>{(view) => <Letter view={view} />}</Loaded>;
}

function Letter({ view: { case: complaint, decided } }: { view: ComplaintView }) {
  const { t } = useTranslation('complaint');
  const { t: common } = useTranslation();
  const term = useTerm('complaint');
  const { decision, id, customerRef } = complaint;
  if (decision === undefined || decided === undefined) return <Nothing>{t('letter.none')}</Nothing>;
  return (
    <Page
      title={t('letter.title')}
      about={
        <span className="no-print">
          <CaseLink id={id} />
        </span>
      }
      extra={
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {common('form.print')}
        </Button>
      }
    >
      <article className="letter">
        <Typography.Paragraph>{t('letter.to', { customer: customerRef })}</Typography.Paragraph>
        <Typography.Paragraph>
          {t('letter.opening')} <Day on={dayOf(complaint.contacts[0]?.at ?? complaint.openedAt)} />
          {t('letter.openingEnd', { id })}
        </Typography.Paragraph>
        {(['findings', 'basis', 'reasons', 'remedy'] as const).map((key) => (
          <section key={key}>
            <Typography.Title level={2}>{t(`decision.${key}`)}</Typography.Title>
            <Typography.Paragraph className="note">{decided[key]}</Typography.Paragraph>
          </section>
        ))}
        <section>
          <Typography.Title level={2}>{t('decision.outcome')}</Typography.Title>
          <Typography.Paragraph>{term('outcome', decided.outcome)}</Typography.Paragraph>
          {decided.redressFen > 0 && (
            <Typography.Paragraph>
              {t('decision.redressShown')}: <Money fen={decided.redressFen} />
            </Typography.Paragraph>
          )}
        </section>
        <section>
          <Typography.Title level={2}>{t('decision.forums')}</Typography.Title>
          <ul>
            {decided.forums.map((forum) => (
              <li key={forum}>{term('forumText', forum)}</li>
            ))}
          </ul>
        </section>
        <Typography.Paragraph>
          <Day on={dayOf(decision.at)} />
        </Typography.Paragraph>
      </article>
    </Page>
  );
}
