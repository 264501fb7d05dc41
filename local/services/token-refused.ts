/** A token is not one of ours, not for us, or no longer valid. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}
