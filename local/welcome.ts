import type { System } from './system.ts';

export function printWelcome({ origin, identity, place, resumed }: System): void {
  const width = Math.max(...identity.users.map(({ sub }) => sub.length));
  const lines = [
    '',
    `Recourse is running at ${origin}`,
    `Its time is ${place.clock.now().toISOString()}.${resumed > 0 ? ` ${resumed} open cases went on.` : ''}`,
    '',
    'Open it in a browser, and sign in as one of these (a token for curl: GET /_local/token?user=NAME):',
    ...identity.users.map(
      ({ sub, name, role, branch }) =>
        `  ${sub.padEnd(width)}  ${role}${branch === undefined ? '' : ` in ${branch}`}  ${name}`,
    ),
    '',
    'To look at:',
    `  ${origin}/openapi.json       the API`,
    `  ${origin}/_local/outbox      every message to a customer, with its link`,
    `  ${origin}/_local/clock       the time; POST {"advance":"P3D"} moves it`,
    `  ${origin}/_local/endpoints   AWS endpoints for the aws command`,
    '',
    'npm run demo plays one whole story against it.',
  ];
  console.log(lines.join('\n'));
}
