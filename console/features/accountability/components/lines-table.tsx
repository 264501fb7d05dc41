import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMe } from '../../../api/me.ts';
import { useKey } from '../../../components/keys/keys.tsx';
import { KeysetTable } from '../../../components/table/keyset-table.tsx';
import { dayOf } from '../../../i18n/format.ts';
import { useNow } from '../../../i18n/now.ts';
import { type Line, type RunSeen, useRunLines } from '../api/run.ts';
import { JudgeMany } from './judge-many.tsx';
import { useLineColumns } from './line-columns.tsx';
import { LineDrawer } from './line-drawer.tsx';
import { type Turn, turnOf } from './turn.ts';

/** The lines that this person may see; what waits for the person can be judged one by one or many at once. */
export function LinesTable({ seen }: { seen: RunSeen }) {
  const { t } = useTranslation('accountability');
  const { run } = seen;
  const query = useRunLines(run.month);
  const turn = useTurn(seen);
  const [chosen, setChosen] = useState<string[]>([]);
  const [many, setMany] = useState(false);
  const { id: openId, open } = useOpenLine();
  const columns = useLineColumns({ turn, open: (line) => open(line.id) });
  useReadAnew(query.refetch, run.version);
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const opened = lines.find(({ id }) => id === openId);
  const kind = judges(lines, turn);
  useKey('j', t('many.open'), () => setMany(true), kind !== undefined);
  return (
    <>
      <KeysetTable<Line>
        query={query}
        columns={columns}
        rowKey={({ id }) => id}
        label={t('lines')}
        file={`${t('title')} ${run.month}`}
        empty={t('noLines')}
        {...(kind === undefined
          ? {}
          : {
              selection: { chosen, choose: setChosen },
              extra: (
                <Button type="primary" onClick={() => setMany(true)}>
                  {t(`many.${kind}`)}
                </Button>
              ),
            })}
      />
      {opened !== undefined && (
        <LineDrawer seen={seen} line={opened} turn={turn(opened)} close={() => open(undefined)} />
      )}
      {many && kind !== undefined && (
        <JudgeMany
          month={run.month}
          kind={kind}
          chosen={lines.filter((line) => chosen.includes(line.id) && turn(line) === kind)}
          close={() => {
            setMany(false);
            setChosen([]);
          }}
        />
      )}
    </>
  );
}

function useTurn({ run }: RunSeen): (line: Line) => Turn | undefined {
  const me = useMe();
  const today = dayOf(useNow());
  return (line) => turnOf(line, run, me, today);
}

/** What this person can say of many lines at once; an objection is always of one. */
function judges(
  lines: readonly Line[],
  turn: (line: Line) => Turn | undefined,
): 'find' | 'decide' | undefined {
  for (const line of lines) {
    const of = turn(line);
    if (of === 'find' || of === 'decide') return of;
  }
  return undefined;
}

/** The line that is open stands in the address: it can be sent to somebody. */
function useOpenLine(): { id: string | undefined; open: (id: string | undefined) => void } {
  const [search, setSearch] = useSearchParams();
  return {
    id: search.get('line') ?? undefined,
    open: (id) => setSearch(id === undefined ? {} : { line: id }, { replace: true }),
  };
}

/** Lines belong to a version of their run: when that moves on, they are read anew. */
function useReadAnew(refetch: () => Promise<unknown>, version: number): void {
  const [read, setRead] = useState(version);
  useEffect(() => {
    if (read === version) return;
    setRead(version);
    void refetch();
  }, [read, version, refetch]);
}
