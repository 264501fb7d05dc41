import { Card, Col, Flex, Form, Input, InputNumber, Row, Select, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useCarrierNames } from '../../api/carriers.ts';
import { useMe } from '../../api/me.ts';
import { BranchSelect } from '../../components/branch-select.tsx';
import { CommandForm } from '../../components/form/command-form.tsx';
import { Field } from '../../components/form/field.tsx';
import { given } from '../../components/form/given.ts';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { Nothing } from '../../components/state/states.tsx';
import { ExportMenu } from '../../components/table/export-menu.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { TableScroll } from '../../components/table/table-scroll.tsx';
import { dayOf } from '../../i18n/format.ts';
import { useNow } from '../../i18n/now.ts';
import { type ReceptionDays, useReceptionDays } from './api/get-days.ts';
import { type Opening, useOpenDay } from './api/open-day.ts';
import { TotalsRow } from './components/totals.tsx';
import './reception-day.css';

/** All desks of a day with what they came to, site by site. */
export function ReceptionDaysScreen() {
  const { t } = useTranslation('reception-day');
  const now = useNow();
  const [asked, ask] = useSearchParams();
  const on = asked.get('on') ?? dayOf(now);
  const query = useReceptionDays(on);
  return (
    <Page
      title={t('days.title')}
      extra={
        <Input
          type="date"
          aria-label={t('days.on')}
          className="day-input"
          value={on}
          onChange={({ target }) => target.value !== '' && ask({ on: target.value })}
        />
      }
    >
      <Flex vertical gap="middle">
        <Loaded query={query}>
          {(days) => (
            <>
              <Card
                size="small"
                title={<h2 className="card-title">{t('days.total', { count: days.total.desks })}</h2>}
              >
                <TotalsRow totals={days.total} />
              </Card>
              <Sites days={days} />
              <Desks days={days} />
            </>
          )}
        </Loaded>
        <OpenDesk key={on} on={on} />
      </Flex>
    </Page>
  );
}

type Site = ReceptionDays['bySite'][number];
type Desk = ReceptionDays['desks'][number];

const COUNTS = [
  'visits',
  'consultations',
  'suggestions',
  'complaints',
  'settledOnTheSpot',
  'promised',
  'open',
] as const;

function useCounts<T>(of: (row: T) => Record<(typeof COUNTS)[number], number>): Column<T>[] {
  const { t } = useTranslation('reception-day');
  return COUNTS.map((key) => ({
    key,
    title: t(`totals.${key}`),
    show: (row) => of(row)[key],
    text: (row) => of(row)[key],
  }));
}

function Sites({ days }: { days: ReceptionDays }) {
  const { t } = useTranslation('reception-day');
  const { t: common } = useTranslation();
  const counts = useCounts<Site>((site) => site);
  const columns: Column<Site>[] = [
    {
      key: 'branch',
      title: common('case.branch'),
      show: ({ branch }) => branch,
      text: ({ branch }) => branch,
    },
    { key: 'site', title: t('days.site'), show: ({ site }) => site, text: ({ site }) => site },
    { key: 'desks', title: t('days.desks'), show: ({ desks }) => desks, text: ({ desks }) => desks },
    ...counts,
  ];
  return (
    <DayTable
      title={t('days.bySite')}
      file={`reception-sites-${days.on}`}
      rows={days.bySite}
      columns={columns}
      rowKey={({ branch, site }) => `${branch} ${site}`}
    />
  );
}

function Desks({ days }: { days: ReceptionDays }) {
  const { t } = useTranslation('reception-day');
  const { carrier: carrierName } = useCarrierNames();
  const counts = useCounts<Desk>(({ totals }) => totals);
  const columns: Column<Desk>[] = [
    {
      key: 'desk',
      title: t('days.desk'),
      show: ({ id, site, desk }) => (
        <Link to={`/reception-days/${id}`}>{t('desk.title', { site, desk })}</Link>
      ),
      text: ({ site, desk }) => t('desk.title', { site, desk }),
    },
    {
      key: 'stage',
      title: t('days.stage'),
      show: ({ stage }) => <Tag color={stage === 'open' ? 'green' : 'default'}>{t(`stage.${stage}`)}</Tag>,
      text: ({ stage }) => t(`stage.${stage}`),
    },
    {
      key: 'companies',
      title: t('days.companies'),
      show: ({ companies }) => companies.map(carrierName).join(t('listComma')) || '–',
      text: ({ companies }) => companies.map(carrierName).join(' '),
    },
    ...counts,
  ];
  return (
    <DayTable
      title={t('days.list')}
      file={`reception-desks-${days.on}`}
      rows={days.desks}
      columns={columns}
      rowKey={({ id }) => id}
    />
  );
}

interface DayTableProps<T> {
  title: string;
  file: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
}

function DayTable<T extends object>({ title, file, rows, columns, rowKey }: DayTableProps<T>) {
  const { t } = useTranslation('reception-day');
  return (
    <Card
      size="small"
      title={<h2 className="card-title">{title}</h2>}
      extra={<ExportMenu file={file} columns={columns} shown={rows} />}
    >
      <TableScroll>
        <Table<T>
          size="small"
          aria-label={title}
          pagination={false}
          dataSource={[...rows]}
          rowKey={rowKey}
          columns={columns.map((column) => ({
            key: column.key,
            title: column.title,
            render: (_: unknown, row: T) => column.show(row),
          }))}
          locale={{ emptyText: <Nothing>{t('days.none')}</Nothing> }}
        />
      </TableScroll>
    </Card>
  );
}

type OpeningValues = Omit<Opening, 'on'>;

function OpenDesk({ on }: { on: string }) {
  const { t } = useTranslation('reception-day');
  const { t: common } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const open = useOpenDay();
  const command = {
    ...open,
    mutateAsync: async (body: Opening) => {
      const { id } = await open.mutateAsync(body);
      void navigate(`/reception-days/${id}`);
    },
  };
  const tags = <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',']} />;
  return (
    <Card size="small" title={<h2 className="card-title">{t('open.title')}</h2>}>
      <CommandForm
        command={command}
        body={(values: OpeningValues) => ({ ...given(values), on }) as Opening}
        submit={t('open.save')}
        initial={{ desk: 1, staff: [me.id], companies: [] }}
      >
        <Row gutter={16}>
          {me.branch === undefined && (
            <Col xs={24} sm={6}>
              <Field name="branch" label={common('case.branch')}>
                <BranchSelect />
              </Field>
            </Col>
          )}
          <Col xs={24} sm={12}>
            <Field name="site" label={t('days.site')}>
              <Input maxLength={100} />
            </Field>
          </Col>
          <Col xs={24} sm={6}>
            <Field name="desk" label={t('open.desk')}>
              <InputNumber min={1} max={999} precision={0} />
            </Field>
          </Col>
          <Col xs={24} sm={12}>
            <Field name="staff" label={t('open.staff')} help={t('open.tags')}>
              {tags}
            </Field>
          </Col>
          <Col xs={24} sm={12}>
            <Form.Item name="companies" label={t('open.companies')} extra={t('open.tags')}>
              {tags}
            </Form.Item>
          </Col>
        </Row>
      </CommandForm>
    </Card>
  );
}
