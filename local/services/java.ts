import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest Java that DynamoDB Local is run with here. */
export const OLDEST_JAVA = 17;

/** There is no Java on this machine, or only one that is too old. The message is the sentence to print. */
export class JavaMissing extends Error {
  override readonly name = 'JavaMissing';
}

/**
 * Finds a Java that is new enough.
 *
 * @param candidates programs to try, in order; by default JAVA_HOME, the path, and where Homebrew puts it
 *   (Homebrew's openjdk is not put on the path).
 * @throws JavaMissing with one sentence that says which command installs it on this machine.
 */
export function findJava(candidates: readonly string[] = usualPlaces()): string {
  let oldest: number | undefined;
  for (const program of candidates) {
    const major = majorVersion(program);
    if (major === undefined) continue;
    if (major >= OLDEST_JAVA) return program;
    oldest ??= major;
  }
  const found = oldest === undefined ? 'none was found' : `only Java ${oldest} was found`;
  throw new JavaMissing(`DynamoDB Local needs Java ${OLDEST_JAVA} or newer and ${found}: ${howToInstall()}`);
}

/** The command that installs a fitting Java here, as a half sentence. */
export function howToInstall(
  platform: string = process.platform,
  hasApt = existsSync('/usr/bin/apt-get'),
): string {
  if (platform === 'darwin') return 'install it with `brew install --cask temurin@17`.';
  if (platform === 'linux' && hasApt) {
    return 'install it with `sudo apt-get update && sudo apt-get install -y openjdk-17-jre-headless`.';
  }
  return `install any JRE ${OLDEST_JAVA} or newer and put \`java\` on the path, or set JAVA_HOME.`;
}

function usualPlaces(): string[] {
  const home = process.env.JAVA_HOME;
  return [
    ...(home ? [join(home, 'bin', 'java')] : []),
    'java',
    '/opt/homebrew/opt/openjdk/bin/java',
    '/usr/local/opt/openjdk/bin/java',
  ];
}

/** Old ones call themselves "1.8.0", new ones "17.0.15"; macOS has a `java` that only says it is not there. */
function majorVersion(program: string): number | undefined {
  const answer = spawnSync(program, ['-version'], { encoding: 'utf8', timeout: 20_000 });
  if (answer.error || answer.status !== 0) return undefined;
  const version = /version "(\d+)(?:\.(\d+))?/.exec(answer.stderr + answer.stdout);
  if (!version) return undefined;
  const [first, second] = [Number(version[1]), Number(version[2])];
  return first === 1 ? second : first;
}
