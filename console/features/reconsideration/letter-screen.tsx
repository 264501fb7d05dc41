import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { CaseLink } from '../../components/case/case-link.tsx';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { NotHere, Nothing } from '../../components/state/states.tsx';
import { type Letter, useReconsideration } from './api/get-reconsideration.ts';
import { LetterPaper } from './components/letter-paper.tsx';
import './reconsideration.css';

/** A letter to the customer by itself: the explanation, or the outcome with the ways that are left. */
export function LetterScreen() {
  const { id = '', number = '' } = useParams();
  return (
    <Loaded query={useReconsideration(id)}>
      {({ letters, case: matter }) => {
        const letter = letters[Number(number) - 1];
        return letter === undefined ? (
          <NotHere />
        ) : (
          <Shown letter={letter} id={id} customer={matter.customerRef} />
        );
      }}
    </Loaded>
  );
}

function Shown({
  letter: { kind, at, body },
  id,
  customer,
}: {
  letter: Letter;
  id: string;
  customer: string;
}) {
  const { t } = useTranslation('reconsideration');
  const { t: common } = useTranslation();
  return (
    <Page
      title={t(`letterKind.${kind}`)}
      about={<CaseLink id={id} />}
      extra={
        body !== undefined && (
          <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
            {common('form.print')}
          </Button>
        )
      }
    >
      {body === undefined ? (
        <Nothing>{t('hidden')}</Nothing>
      ) : (
        <LetterPaper letter={body} at={at} caseId={id} customer={customer} />
      )}
    </Page>
  );
}
