import { CopyOutlined, DeleteOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { answer, api } from '../../api/client.ts';
import { CommandForm } from '../form/command-form.tsx';
import { Loaded } from '../state/loaded.tsx';
import { Nothing } from '../state/states.tsx';

const KEY = ['views'];
const LONGEST_NAME = 40;

export function KeptViews({ screen, went }: { screen: string; went: () => void }) {
  return (
    <Flex vertical gap="middle">
      <Kept screen={screen} went={went} />
      <Keep screen={screen} />
    </Flex>
  );
}

function Kept({ screen, went }: { screen: string; went: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: KEY, queryFn: () => answer(api.GET('/views')) });
  const drop = useMutation({
    mutationFn: (name: string) =>
      answer(api.POST('/views/{name}/removal', { params: { path: { name } }, body: {} })),
    onSuccess: (views) => queries.setQueryData(KEY, views),
  });
  const copy = async (path: string) => {
    await navigator.clipboard.writeText(`${location.origin}/console${path}`);
    void message.success(t('views.copied'));
  };
  return (
    <Loaded query={query}>
      {({ items }) => {
        const own = items.filter((view) => view.screen === screen);
        if (own.length === 0) return <Nothing>{t('views.none')}</Nothing>;
        return (
          <ul className="views">
            {own.map(({ name, search }) => {
              const path = `/${screen}${search === '' ? '' : `?${search}`}`;
              return (
                <li key={name}>
                  <Link to={path} onClick={went}>
                    {name}
                  </Link>
                  <span>
                    <Button type="text" icon={<CopyOutlined />} onClick={() => void copy(path)}>
                      {t('views.copy')}
                    </Button>
                    <Button
                      type="text"
                      danger
                      icon={<DeleteOutlined />}
                      aria-label={t('views.remove', { name })}
                      onClick={() => drop.mutate(name)}
                    />
                  </span>
                </li>
              );
            })}
          </ul>
        );
      }}
    </Loaded>
  );
}

function Keep({ screen }: { screen: string }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const queries = useQueryClient();
  const keep = useMutation({
    mutationFn: (name: string) =>
      answer(
        api.PUT('/views/{name}', {
          params: { path: { name } },
          body: { screen, search: search.replace(/^\?/, '') },
        }),
      ),
    onSuccess: (views) => queries.setQueryData(KEY, views),
  });
  return (
    <CommandForm command={keep} body={({ name }: { name: string }) => name.trim()} submit={t('views.save')}>
      <Form.Item
        name="name"
        label={t('views.name')}
        rules={[{ required: true, message: t('form.required') }]}
      >
        <Input maxLength={LONGEST_NAME} />
      </Form.Item>
    </CommandForm>
  );
}
