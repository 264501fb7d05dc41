import { Button, Card, Flex, Input, List, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/me.ts';
import { CommandForm } from '../../components/form/command-form.tsx';
import { Field } from '../../components/form/field.tsx';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/shown.tsx';
import { type Column, KeysetTable } from '../../components/table/keyset-table.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { type Person, usePeople } from './api/people.ts';
import { useStaffPhone } from './api/staff-phone.ts';
import { useScopeText } from './components/scope-text.ts';

/** Everybody who has signed in, with what they are and were. Who is what, the identity provider says. */
export function PeopleScreen() {
  const { t } = useTranslation('administration');
  const may = useMay();
  const query = usePeople();
  const [shown, setShown] = useState<Person>();
  const columns = usePersonColumns(setShown);
  return (
    <Page title={t('section.people')} about={t('aboutSection.people')}>
      <Flex vertical gap="middle">
        <KeysetTable<Person>
          query={query}
          columns={columns}
          rowKey={({ id }) => id}
          label={t('section.people')}
          file={t('section.people')}
        />
        {may('staff-phone:write') && <StaffPhone />}
      </Flex>
      <Modal
        open={shown !== undefined}
        title={t('people.earlierOf', { id: shown?.id ?? '' })}
        footer={null}
        onCancel={() => setShown(undefined)}
      >
        {shown !== undefined && <Earlier person={shown} />}
      </Modal>
    </Page>
  );
}

function usePersonColumns(show: (person: Person) => void): Column<Person>[] {
  const { t } = useTranslation('administration');
  const { when } = useFormat();
  const scopeText = useScopeText();
  const time = (key: 'since' | 'lastAt'): Column<Person> => ({
    key,
    title: t(`people.${key}`),
    show: (person) => <When at={person[key]} />,
    text: (person) => when(person[key]),
  });
  return [
    { key: 'id', title: t('people.id'), show: ({ id }) => id, text: ({ id }) => id },
    {
      key: 'scope',
      title: t('people.scope'),
      show: ({ scope }) => scopeText(scope),
      text: ({ scope }) => scopeText(scope),
    },
    time('since'),
    time('lastAt'),
    {
      key: 'earlier',
      title: t('people.earlier'),
      show: (person) =>
        person.earlier.length === 0 ? (
          '–'
        ) : (
          <Button size="small" onClick={() => show(person)}>
            {t('people.changes', { count: person.earlier.length })}
          </Button>
        ),
      text: ({ earlier }) =>
        earlier.map(({ scope, from, to }) => `${scopeText(scope)} ${when(from)} – ${when(to)}`).join('; '),
    },
  ];
}

function Earlier({ person: { earlier } }: { person: Person }) {
  const scopeText = useScopeText();
  return (
    <List
      size="small"
      dataSource={earlier.toReversed()}
      renderItem={({ scope, from, to }) => (
        <List.Item>
          <List.Item.Meta
            title={scopeText(scope)}
            description={
              <>
                <When at={from} /> – <When at={to} />
              </>
            }
          />
        </List.Item>
      )}
    />
  );
}

function StaffPhone() {
  const { t } = useTranslation('administration');
  const common = useTranslation().t;
  const phone = useStaffPhone();
  return (
    <Card size="small" title={<h2 className="card-title">{t('phone.title')}</h2>}>
      <p>{t('phone.about')}</p>
      <div className="short-form">
        <CommandForm
          command={phone}
          body={({ id, phone: number }: { id: string; phone: string }) => ({ id, phone: number })}
          submit={t('phone.save')}
        >
          <Field name="id" label={t('people.id')}>
            <Input maxLength={40} autoComplete="off" />
          </Field>
          <Field name="phone" label={common('reveal.phone')}>
            <Input maxLength={11} inputMode="tel" autoComplete="off" />
          </Field>
        </CommandForm>
      </div>
      {phone.data !== undefined && (
        <div role="status">{t('phone.saved', { id: phone.data.id, phone: phone.data.phone })}</div>
      )}
    </Card>
  );
}
