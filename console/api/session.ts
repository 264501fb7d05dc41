import { type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { Config } from './config.ts';

const BACK = '/console/signed-in';

let manager: UserManager | undefined;
let user: User | null = null;

/** Code flow with PKCE. The token lives in this tab's session storage and goes with the tab. */
export function openSession(config: Config): UserManager {
  manager = new UserManager({
    authority: config.authority,
    client_id: config.clientId,
    redirect_uri: `${location.origin}${BACK}`,
    post_logout_redirect_uri: `${location.origin}/console/`,
    scope: config.scope,
    response_type: 'code',
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    extraQueryParams: { audience: config.audience },
    // Nobody is given a refresh token: after twelve hours one signs in anew.
    automaticSilentRenew: false,
  });
  return manager;
}

function opened(): UserManager {
  if (manager === undefined) throw new Error('The session is opened before anything is shown.');
  return manager;
}

/**
 * Whoever is signed in; goes to the identity provider when nobody is, and comes back to the same address.
 * @returns nothing while the browser is on its way there
 */
export async function signedIn(): Promise<User | undefined> {
  if (location.pathname === BACK) {
    user = await opened().signinRedirectCallback();
    history.replaceState(null, '', typeof user.state === 'string' ? user.state : '/console/');
    return user;
  }
  user = await opened().getUser();
  if (user !== null && user.expired !== true) return user;
  await signIn();
  return undefined;
}

export async function signIn(): Promise<void> {
  const here = location.pathname === BACK ? '/console/' : `${location.pathname}${location.search}`;
  await opened().signinRedirect({ state: here });
}

/** Forgets the token. Another person who sits down here signs in anew. */
export async function signOut(): Promise<void> {
  await opened().removeUser();
  location.assign('/console/');
}

export function token(): string | undefined {
  return user?.access_token;
}
