import { Typography } from 'antd';
import { Link } from 'react-router';
import { pathOfCase } from './path.ts';

const SHOWN = 11; // prefix and eight digits: enough to tell two apart on a screen; the whole is the title

export function CaseLink({ id }: { id: string }) {
  const path = pathOfCase(id);
  const short = id.length > SHOWN + 1 ? `${id.slice(0, SHOWN)}…` : id;
  if (path === undefined) return <Typography.Text code>{short}</Typography.Text>;
  return (
    <Link to={path} title={id} className="case-link">
      {short}
    </Link>
  );
}
