/** Where the console finds the API and the identity provider; made when it is deployed. */
export interface Config {
  authority: string;
  clientId: string;
  audience: string;
  scope: string;
  /** Prefix of the API's paths; empty when it answers on the console's own origin. */
  apiBase: string;
  /** One machine: sample users, a clock that can be moved, an outbox. */
  local: boolean;
  /** What a customer can call when a link does not work. */
  hotline: string;
}

let loaded: Config | undefined;

export async function loadConfig(): Promise<Config> {
  const response = await fetch('/console/config.json');
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  loaded = (await response.json()) as Config;
  return loaded;
}

/** What was loaded before the first screen. */
export function config(): Config {
  if (loaded === undefined) throw new Error('The configuration is read before anything is shown.');
  return loaded;
}
