import type { Role } from '../domain/people.ts';
import type { Identity, LocalUser } from './services/identity.ts';

const ROLES: Readonly<Record<Role, string>> = {
  broker: '经纪人 <span lang="en">Brokers</span>',
  'callback-agent': '回访专员 <span lang="en">Callback agents</span>',
  expert: '两核专家 <span lang="en">Experts</span>',
  'carrier-reviewer': '保险公司核保核赔员 <span lang="en">Carrier reviewers</span>',
  'complaint-handler': '投诉专员 <span lang="en">Complaint handlers</span>',
  'branch-manager': '分公司经理 <span lang="en">Branch managers</span>',
  'head-office-manager': '总公司经理 <span lang="en">Head office</span>',
  compliance: '合规 <span lang="en">Compliance</span>',
  'core-system': '核心系统 <span lang="en">Core system</span>',
};

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/**
 * In place of a password: the sample people, each a link to the identity provider, which sends the browser back with a
 * code. What the console asked for goes along unchanged.
 */
export function signInPage(
  identity: Pick<Identity, 'authorizeUri' | 'users'>,
  asked: URLSearchParams,
): Response {
  const linkOf = ({ sub }: LocalUser): string =>
    escaped(`${identity.authorizeUri}?${new URLSearchParams([...asked, ['login_hint', sub]])}`);
  const groups = Object.entries(ROLES).map(([role, heading]) => {
    const people = identity.users.filter((user) => user.role === role);
    if (people.length === 0) return '';
    const items = people.map(
      (user) => `<li><a href="${linkOf(user)}">${escaped(user.name)}</a> ${placeOf(user)}</li>`,
    );
    return `<h2>${heading}</h2><ul>${items.join('')}</ul>`;
  });
  return new Response(page(groups.join('\n')), { headers: HEADERS });
}

function placeOf({ sub, branch, carrier }: LocalUser): string {
  return `<small>${escaped([sub, branch, carrier].filter((part) => part !== undefined).join(' · '))}</small>`;
}

/** Whatever was not written here may hold any character. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const page = (groups: string): string => `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>选择示例用户 · Choose a sample user</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 1rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .5rem; padding: 0; list-style: none; }
  li { border: 1px solid GrayText; border-radius: .5rem; padding: .5rem .75rem; }
  small { display: block; }
  .only-here { border-left: .3rem solid #c60; padding-left: .75rem; }
</style>
<main>
<h1>选择示例用户 <span lang="en">Choose a sample user</span></h1>
<p class="only-here">仅限本机：这里没有密码，所有人名均为虚构。<br>
<span lang="en">This machine only: there are no passwords, and every name is invented.</span></p>
${groups}
</main>
</html>
`;
