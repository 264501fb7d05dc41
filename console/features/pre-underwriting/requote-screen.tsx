import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useCarriers } from '../../api/carriers.ts';
import { MatterProvider } from '../../components/case/matter.tsx';
import { CommandForm } from '../../components/form/command-form.tsx';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { NoPermission } from '../../components/state/states.tsx';
import { type PreUnderwriting, useMatterOf, usePreUnderwriting } from './api/case.ts';
import { type Requote, useRequote } from './api/requote.ts';
import { type FactsValues, factsOf, valuesOf } from './components/facts.ts';
import { FactsFields } from './components/facts-fields.tsx';
import { OpeningFields, type OpeningValues, openingOf } from './components/opening-fields.tsx';
import './pre-underwriting.css';

/** New facts: a new request that points to the old one, with answers and a consent of its own. */
export function RequoteScreen() {
  const { t } = useTranslation('pre-underwriting');
  const { id = '' } = useParams();
  const query = usePreUnderwriting(id);
  const matterOf = useMatterOf(id);
  return (
    <Page title={t('ends.requote')} about={t('ends.requoteWhy')}>
      <Loaded query={query}>
        {(seen) =>
          seen.facts === undefined ? (
            <NoPermission />
          ) : (
            <MatterProvider matter={matterOf(seen)}>
              <Anew seen={seen} facts={seen.facts} />
            </MatterProvider>
          )
        }
      </Loaded>
    </Page>
  );
}

type Values = FactsValues & OpeningValues;

function Anew({ seen, facts }: { seen: PreUnderwriting; facts: NonNullable<PreUnderwriting['facts']> }) {
  const { t } = useTranslation('pre-underwriting');
  const navigate = useNavigate();
  const carriers = useCarriers();
  const requote = useRequote();
  const { customerRef, asks } = seen.case;
  const command = {
    ...requote,
    mutateAsync: async (body: Requote) => {
      const { replacedBy } = await requote.mutateAsync(body);
      void navigate(`/pre-underwriting/${replacedBy}`);
    },
  };
  return (
    <Loaded query={carriers}>
      {({ items }) => (
        <CommandForm<Values, Requote>
          command={command}
          body={(values) => ({ ...openingOf(values), ...factsOf(values) })}
          submit={t('ends.requote')}
          initial={{
            ...valuesOf(facts, items),
            ...asks,
            ...(customerRef === undefined ? {} : { customerRef }),
          }}
        >
          <OpeningFields />
          <FactsFields />
        </CommandForm>
      )}
    </Loaded>
  );
}
