import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useCarriers } from '../../api/carriers.ts';
import { MatterProvider } from '../../components/case/matter.tsx';
import { CommandForm } from '../../components/form/command-form.tsx';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { NoPermission } from '../../components/state/states.tsx';
import { type DisclosedFacts, useMatterOf, usePreUnderwriting } from './api/case.ts';
import { type Facts, useRevise } from './api/facts.ts';
import { type FactsValues, factsOf, valuesOf } from './components/facts.ts';
import { FactsFields } from './components/facts-fields.tsx';
import './pre-underwriting.css';

/** Corrects what is asked, as long as nobody was asked. */
export function ReviseScreen() {
  const { t } = useTranslation('pre-underwriting');
  const { id = '' } = useParams();
  const query = usePreUnderwriting(id);
  const matterOf = useMatterOf(id);
  return (
    <Page title={t('revise.title')} about={id}>
      <Loaded query={query}>
        {(seen) =>
          seen.facts === undefined ? (
            <NoPermission />
          ) : (
            <MatterProvider matter={matterOf(seen)}>
              {seen.case.consent !== undefined && (
                <Alert type="warning" showIcon title={t('revise.consentGoes')} />
              )}
              <Revision id={id} facts={seen.facts} />
            </MatterProvider>
          )
        }
      </Loaded>
    </Page>
  );
}

function Revision({ id, facts }: { id: string; facts: DisclosedFacts }) {
  const { t } = useTranslation('pre-underwriting');
  const navigate = useNavigate();
  const carriers = useCarriers();
  const command = useRevise();
  return (
    <Loaded query={carriers}>
      {({ items }) => (
        <CommandForm<FactsValues, Facts>
          command={command}
          body={factsOf}
          submit={t('revise.submit')}
          initial={valuesOf(facts, items)}
          done={() => void navigate(`/pre-underwriting/${id}`)}
        >
          <FactsFields />
        </CommandForm>
      )}
    </Loaded>
  );
}
