import { Alert, Card, Checkbox, Collapse, Flex, Form, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { MomentField, momentOf } from '../../../components/form/moment.tsx';
import { useRequired } from '../../../components/form/rules.ts';
import { Day, When } from '../../../components/shown.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { PreUnderwriting } from '../api/case.ts';
import { useConsentByForm } from '../api/consent.ts';
import { useAskConsent } from '../api/consent-request.ts';

export function isConsented({ case: { consent, factsHash } }: PreUnderwriting): boolean {
  return consent !== undefined && consent.factsHash === factsHash;
}

/** The applicant's own consent to each carrier by name: asked for by link, or signed on paper. */
export function ConsentCard({ seen, mayPrepare }: { seen: PreUnderwriting; mayPrepare: boolean }) {
  const { t } = useTranslation('pre-underwriting');
  const { consent, consentAsked } = seen.case;
  return (
    <Card size="small" title={t('consent.title')}>
      <Flex vertical gap="small">
        {consent === undefined ? (
          <Typography.Text>
            {consentAsked === 0 ? t('consent.notAsked') : t('consent.asked', { count: consentAsked })}
          </Typography.Text>
        ) : (
          <Alert
            type={isConsented(seen) ? 'success' : 'warning'}
            showIcon
            title={
              <>
                {t(`consent.given.${consent.evidence.way}`)} <When at={consent.givenAt} />
              </>
            }
            description={
              <>
                {isConsented(seen) ? t('consent.covers') : t('consent.outdated')} {t('consent.until')}{' '}
                <Day on={consent.deleteOn} />
              </>
            }
          />
        )}
        {mayPrepare && !isConsented(seen) && <Asking seen={seen} />}
      </Flex>
    </Card>
  );
}

function Asking({ seen }: { seen: PreUnderwriting }) {
  const { t } = useTranslation('pre-underwriting');
  const ask = useAskConsent();
  return (
    <>
      {seen.hasPhone ? (
        <CommandForm
          command={ask}
          body={() => undefined}
          submit={seen.case.consentAsked === 0 ? t('consent.send') : t('consent.sendAgain')}
        />
      ) : (
        <Typography.Text type="secondary">{t('consent.noPhone')}</Typography.Text>
      )}
      <Collapse
        size="small"
        items={[{ key: 'form', label: t('consent.onPaper'), children: <SignedForm seen={seen} /> }]}
      />
    </>
  );
}

interface Values {
  document: string;
  carriers: string[];
  givenAt: string;
}

function SignedForm({ seen: { documents, case: matter } }: { seen: PreUnderwriting }) {
  const { t } = useTranslation('pre-underwriting');
  const names = useCarrierNames();
  const { when } = useFormat();
  const command = useConsentByForm();
  const required = useRequired();
  const forms = documents.filter(({ type, storedAt }) => type === 'consent-form' && storedAt !== undefined);
  const bodyOf = ({ givenAt, ...rest }: Values) => ({ ...rest, givenAt: momentOf(givenAt, matter.factsAt) });
  if (forms.length === 0)
    return <Typography.Text type="secondary">{t('consent.uploadFirst')}</Typography.Text>;
  return (
    <CommandForm<Values, ReturnType<typeof bodyOf>>
      command={command}
      body={bodyOf}
      submit={t('consent.record')}
      initial={{ carriers: [] }}
    >
      <Form.Item name="document" label={t('consent.document')} rules={[required]}>
        <Select
          options={forms.map(({ id, addedAt }) => ({ value: id, label: `${id} · ${when(addedAt)}` }))}
        />
      </Form.Item>
      <Form.Item name="carriers" label={t('consent.names')} rules={[required]} extra={t('consent.namesWhy')}>
        <Checkbox.Group
          aria-label={t('consent.names')}
          role="group"
          options={matter.wanted.map(({ carrier }) => ({ value: carrier, label: names.carrier(carrier) }))}
        />
      </Form.Item>
      <MomentField name="givenAt" label={t('consent.signedAt')} />
    </CommandForm>
  );
}
