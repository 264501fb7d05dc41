import { Flex, Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Action, Role } from '../../api/me.ts';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useTerm } from '../../i18n/use-words.ts';
import { type Access, type Grant, useAccess } from './api/access.ts';

interface ActionRow {
  action: Action;
  grants: Map<Role, Grant>;
}

/** Who may do what, and how far each role sees: the table that decides. */
export function AccessScreen() {
  const { t } = useTranslation('administration');
  const query = useAccess();
  return (
    <Page title={t('section.access')} about={t('aboutSection.access')}>
      <Loaded query={query}>{(access) => <Matrix access={access} />}</Loaded>
    </Page>
  );
}

function Matrix({ access: { roles, actions, grants } }: { access: Access }) {
  const { t } = useTranslation('administration');
  const term = useTerm('common');
  const actionName = useActionName();
  const [search, setSearch] = useSearchParams();
  const sought = search.get('search') ?? '';
  const role = roles.find((one) => one === search.get('role'));
  const change = (name: string, value: string | undefined) =>
    setSearch(
      (before) => {
        if (value === undefined || value === '') before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const shownRoles = role === undefined ? roles : [role];
  const rows = actions
    .map((action): ActionRow => {
      const own = grants.filter((grant) => grant.action === action);
      return { action, grants: new Map(own.map((grant) => [grant.role, grant])) };
    })
    .filter(({ action }) => `${action} ${actionName(action)}`.toLowerCase().includes(sought.toLowerCase()))
    .filter((row) => role === undefined || row.grants.has(role));
  const columns = useMatrixColumns(shownRoles);
  return (
    <Flex vertical gap="small">
      <Flex gap="small" wrap>
        <Input.Search
          className="access-search"
          allowClear
          aria-label={t('access.search')}
          placeholder={t('access.search')}
          value={sought}
          onChange={({ target }) => change('search', target.value)}
        />
        <Select<Role>
          allowClear
          className="rule-select"
          aria-label={t('access.role')}
          placeholder={t('access.role')}
          value={role ?? null}
          onChange={(chosen: Role | undefined) => change('role', chosen)}
          options={roles.map((value) => ({ value, label: term('role', value) }))}
        />
      </Flex>
      <Typography.Text type="secondary">{t('access.about')}</Typography.Text>
      <PlainTable<ActionRow>
        rows={rows}
        columns={columns}
        rowKey={({ action }) => action}
        label={t('section.access')}
        file={t('section.access')}
        empty={t('access.none')}
      />
    </Flex>
  );
}

function useMatrixColumns(roles: readonly Role[]): Column<ActionRow>[] {
  const { t } = useTranslation('administration');
  const term = useTerm('common');
  const actionName = useActionName();
  const reachOf = (role: Role) => (row: ActionRow) => {
    const grant = row.grants.get(role);
    if (grant === undefined) return '–';
    const reach = t(`reach.${grant.reach}`);
    return grant.notByTheConcerned ? t('access.notByTheConcerned', { reach }) : reach;
  };
  return [
    {
      key: 'action',
      title: t('access.action'),
      show: ({ action }) => (
        <div className="wrap">
          {actionName(action)} <code className="action-code">{action}</code>
        </div>
      ),
      text: ({ action }) => `${actionName(action)} (${action})`,
    },
    ...roles.map((role) => ({
      key: role,
      title: term('role', role),
      show: reachOf(role),
      text: reachOf(role),
    })),
  ];
}

/** The words of `policy:read` stand under `action.policy.read`: a colon is no part of a key. */
function useActionName(): (action: Action) => string {
  const term = useTerm('administration');
  return (action) => {
    const key = action.replace(':', '.');
    const word = term('action', key);
    return word === key ? action : word;
  };
}
