import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCarriers } from '../../api/carriers.ts';
import { useMay } from '../../api/me.ts';
import { CommandForm } from '../../components/form/command-form.tsx';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { NoPermission } from '../../components/state/states.tsx';
import { dayOf } from '../../i18n/format.ts';
import { useNow } from '../../i18n/now.ts';
import { type Opening, useOpen } from './api/open.ts';
import { classesOf, type FactsValues, factsOf, productsOf } from './components/facts.ts';
import { FactsFields } from './components/facts-fields.tsx';
import { OpeningFields, type OpeningValues, openingOf } from './components/opening-fields.tsx';
import './pre-underwriting.css';

const USUALLY_KEPT_DAYS = 365;
const DAY_MS = 86_400_000;

type Values = FactsValues & OpeningValues;

/** Prepares a request: nothing leaves the firm before the applicant has consented. */
export function NewScreen() {
  const { t } = useTranslation('pre-underwriting');
  const may = useMay();
  const navigate = useNavigate();
  const now = useNow();
  const carriers = useCarriers();
  const open = useOpen();
  const command = {
    ...open,
    mutateAsync: async (body: Opening) => {
      const { id } = await open.mutateAsync(body);
      void navigate(`/pre-underwriting/${id}`);
    },
  };
  if (!may('pre-underwriting:open')) return <NoPermission />;
  return (
    <Page title={t('new.title')} about={t('new.about')}>
      <Loaded query={carriers}>
        {({ items }) => {
          const classes = classesOf(items);
          const productClass = classes.includes('critical-illness') ? 'critical-illness' : classes[0];
          return (
            <CommandForm<Values, Opening>
              command={command}
              body={(values) => ({ ...openingOf(values), ...factsOf(values) })}
              submit={t('new.submit')}
              initial={{
                purpose: t('new.purpose'),
                deleteOn: dayOf(new Date(now.getTime() + USUALLY_KEPT_DAYS * DAY_MS)),
                disclosure: { asked: '', smoking: 'not-asked', drinking: 'not-asked' },
                ...(productClass === undefined
                  ? {}
                  : { productClass, wanted: productsOf(items, productClass) }),
              }}
            >
              <OpeningFields />
              <FactsFields />
            </CommandForm>
          );
        }}
      </Loaded>
    </Page>
  );
}
